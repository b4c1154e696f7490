package fairdraw.stack.up;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.stack.Json;
import fairdraw.stack.KeycloakRealm;
import fairdraw.stack.PostgresPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys and passwords of this machine's stack, made once and kept in files that only their owner
 * reads.
 */
final class Secrets {

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 18;
    private static final int ED25519_KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final JsonNode texts;

    private Secrets(Path folder, JsonNode texts) {
        this.folder = folder;
        this.texts = texts;
    }

    /** Reads the secrets in the folder, or makes them. */
    static Secrets in(Path folder) {
        try {
            var file = folder.resolve("secrets.json");
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                make(folder, file);
            }
            var kept = Json.read(Files.readString(file));
            return new Secrets(folder, withGuests(file, kept));
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotStart("The keys in " + folder + " cannot be made or read: " + e, e);
        }
    }

    /** A secret by its name. */
    String text(String name) {
        var value = texts.get(name);
        if (value == null) {
            throw new CannotStart(
                    "The keys in %s are of an older version: start with --fresh".formatted(folder));
        }
        return value.asText();
    }

    /** The password of a database role. */
    String database(String role) {
        return text("postgres." + role);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file that holds secrets. */
    Path write(String name, String content) {
        try {
            var file = folder.resolve(name);
            writePrivate(file, content.getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new CannotStart("Cannot write " + folder.resolve(name) + ": " + e, e);
        }
    }

    /** A role that came after the keys were made gets its password now. */
    private static JsonNode withGuests(Path file, JsonNode kept) throws IOException {
        var added = new TreeMap<String, Object>();
        kept.properties().forEach(text -> added.put(text.getKey(), text.getValue().asText()));
        for (var role : PostgresPart.GUESTS.keySet()) {
            added.putIfAbsent("postgres." + role, password());
        }
        if (added.size() == kept.size()) {
            return kept;
        }
        var json = Json.pretty(added);
        writePrivate(file, json.getBytes(StandardCharsets.UTF_8));
        return Json.read(json);
    }

    private static void make(Path folder, Path file) throws IOException, GeneralSecurityException {
        var texts = new TreeMap<String, String>();
        texts.put("postgres.postgres", password());
        for (var role : PostgresPart.ROLES) {
            texts.put("postgres." + role, password());
        }
        for (var client : new String[] {KeycloakRealm.BACKOFFICE, KeycloakRealm.REPORTING}) {
            texts.put("keycloak." + client, password());
        }
        texts.put("keycloak.admin", password());
        texts.put("oidc.state", password() + password());
        texts.put("seed-kek.password", password());
        texts.put("operator-key.kek", base64(random(KEY_BYTES)));
        texts.put("demo.api", "whsec_" + base64(random(KEY_BYTES)));
        texts.put("demo.wallet", "whsec_" + base64(random(KEY_BYTES)));

        var receipt = keyPair("Ed25519");
        texts.put("receipt.public", rawPublicKey(receipt));
        writePem(folder.resolve("receipt.pem"), receipt);
        writePem(folder.resolve("record.pem"), keyPair("Ed25519"));
        writePem(folder.resolve("session.pem"), sessionKey());
        writeKek(folder.resolve("seed-kek.p12"), texts);
        // Last, so that a start that was cut off here makes them all again.
        writePrivate(file, Json.pretty(texts).getBytes(StandardCharsets.UTF_8));
    }

    private static void writeKek(Path file, Map<String, String> texts)
            throws IOException, GeneralSecurityException {
        var password = texts.getOrDefault("seed-kek.password", "").toCharArray();
        SecretKey key = new SecretKeySpec(random(KEY_BYTES), "AES");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setEntry(
                "seed-kek",
                new KeyStore.SecretKeyEntry(key),
                new KeyStore.PasswordProtection(password));
        createPrivate(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    private static KeyPair keyPair(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static KeyPair sessionKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** The 32 bytes at the end of the key's X.509 form, in hex. */
    private static String rawPublicKey(KeyPair pair) {
        var encoded = pair.getPublic().getEncoded();
        return HexFormat.of()
                .formatHex(encoded, encoded.length - ED25519_KEY_BYTES, encoded.length);
    }

    private static void writePem(Path file, KeyPair pair) throws IOException {
        var lines =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded());
        var pem = "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
        writePrivate(file, pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static void writePrivate(Path file, byte[] content) throws IOException {
        createPrivate(file);
        Files.write(file, content);
    }

    private static void createPrivate(Path file) throws IOException {
        Files.deleteIfExists(file);
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
    }

    private static byte[] random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
    }
}
