package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of a running platform, read as only its owner can: from the files of keys, and what
 * these open in the database. Written from the specification, not with the service's code.
 */
final class Keys {

    private static final int ED25519_BYTES = 32;

    private final Platform platform;
    private final Path folder;
    private final JsonNode texts;

    Keys(Platform platform) throws IOException {
        this.platform = platform;
        this.folder = Path.of(platform.at("/logs")).resolveSibling("keys");
        this.texts = new ObjectMapper().readTree(folder.resolve("secrets.json").toFile());
    }

    /** A secret of the file of texts. */
    String text(String name) {
        return texts.path(name).asText();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Every secret that must not leave its place. */
    List<Secret> all() throws IOException, GeneralSecurityException, SQLException {
        List<Secret> all = new ArrayList<>();
        for (String name : List.of("seed-kek.password", "operator-key.kek", "oidc.state")) {
            all.add(Secret.of(name, text(name)));
        }
        for (String role : List.of("fairness", "fairness_service", "engine", "gateway")) {
            all.add(Secret.of("password of " + role, text("postgres." + role)));
        }
        for (String name : List.of("record", "receipt")) {
            String pem = Files.readString(folder.resolve(name + ".pem"));
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            byte[] key = Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length);
            all.add(Secret.of(name + " key", key));
        }
        SecretKey kek = kek();
        all.add(Secret.of("key-encryption key", kek.getEncoded()));
        byte[] dataKey = dataKey(kek);
        all.add(Secret.of("data key", dataKey));
        all.addAll(masters(dataKey));
        return all;
    }

    private SecretKey kek() throws IOException, GeneralSecurityException {
        char[] password = text("seed-kek.password").toCharArray();
        try (InputStream in = Files.newInputStream(folder.resolve("seed-kek.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return (SecretKey) store.getKey("seed-kek", password);
        }
    }

    private byte[] dataKey(SecretKey kek) throws SQLException, GeneralSecurityException {
        try (Connection database = platform.database("fairness");
                Statement run = database.createStatement();
                ResultSet row = run.executeQuery("select version, nonce, wrapped from data_key")) {
            row.next();
            byte[] context =
                    ByteBuffer.allocate(12)
                            .put("PF1/data".getBytes(US_ASCII))
                            .putInt(row.getInt(1))
                            .array();
            return open(kek, row.getBytes(2), context, row.getBytes(3));
        }
    }

    /**
     * Masters of the newest batches, which no test is long enough to see the end of; each is
     * compared with what was promised.
     */
    private List<Secret> masters(byte[] dataKey) throws SQLException, GeneralSecurityException {
        List<Secret> masters = new ArrayList<>();
        SecretKey key = new SecretKeySpec(dataKey, "AES");
        String sql =
                """
                select s.batch, s.key_version, s.nonce, s.ciphertext, b.master_hash, g.game_id
                  from seed s join batch b using (game, batch) join game g using (game)
                 where b.closed_at is null order by s.batch desc limit 2\
                """;
        try (Connection database = platform.database("fairness");
                Statement run = database.createStatement();
                ResultSet row = run.executeQuery(sql)) {
            while (row.next()) {
                byte[] domain = domain(row.getBytes("game_id"));
                long batch = row.getLong("batch");
                byte[] context =
                        ByteBuffer.allocate(52)
                                .put("PF1/seal".getBytes(US_ASCII))
                                .put(domain)
                                .putLong(batch)
                                .putInt(row.getInt("key_version"))
                                .array();
                byte[] master =
                        open(key, row.getBytes("nonce"), context, row.getBytes("ciphertext"));
                byte[] hash =
                        sha256(
                                ByteBuffer.allocate(80)
                                        .put("PF1/mast".getBytes(US_ASCII))
                                        .put(domain)
                                        .putLong(batch)
                                        .put(master)
                                        .array());
                assertArrayEquals(row.getBytes("master_hash"), hash, "the true master");
                masters.add(Secret.of("master of batch " + batch, master));
            }
        }
        return masters;
    }

    private byte[] domain(byte[] gameId) throws GeneralSecurityException {
        byte[] contract = HexFormat.of().parseHex(platform.at("/chain/contract").substring(2));
        return sha256(
                ByteBuffer.allocate(70)
                        .put("PF1/domain".getBytes(US_ASCII))
                        .putLong(Long.parseLong(platform.at("/chain/chainId")))
                        .put(contract)
                        .put(gameId)
                        .array());
    }

    private static byte[] open(SecretKey key, byte[] nonce, byte[] context, byte[] sealed)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(sealed);
    }

    private static byte[] sha256(byte[] of) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(of);
    }
}
