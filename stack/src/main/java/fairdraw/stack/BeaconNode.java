package fairdraw.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import supranational.blst.P1;
import supranational.blst.P2;
import supranational.blst.SecretKey;

/** The process of {@link BeaconPart}. */
final class BeaconNode {

    static final String READY = "fairdraw beacon ready ";

    private static final String DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
    private static final long GENESIS_S = 1_700_000_000;
    private static final int KEY_MATERIAL_BYTES = 32;
    private static final int BACKLOG = 64;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern ROUND =
            Pattern.compile("/v2/beacons/" + BeaconPart.ID + "/rounds/([1-9][0-9]{0,17}|latest)");

    private final SecretKey key;
    private final String publicKey;
    private final InstantSource clock;

    private BeaconNode(SecretKey key, InstantSource clock) {
        this.key = key;
        this.publicKey = HEX.formatHex(new P2(key).compress());
        this.clock = clock;
    }

    /**
     * Answers until the process is ended.
     *
     * @param args folder of the key, port
     */
    public static void main(String[] args) throws IOException {
        var node = new BeaconNode(key(Path.of(args[0])), clock(System.getenv("FAIRDRAW_CLOCK")));
        var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        var server = HttpServer.create(address, BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", node::answer);
        server.start();
        System.out.println(READY + node.publicKey);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "{\"error\":\"only GET\"}");
            } else if (path.equals("/v2/beacons/" + BeaconPart.ID + "/info")) {
                send(exchange, 200, info());
            } else {
                answerRound(exchange, path);
            }
        }
    }

    private void answerRound(HttpExchange exchange, String path) throws IOException {
        var matched = ROUND.matcher(path);
        if (!matched.matches()) {
            send(exchange, 404, "{\"error\":\"no such page\"}");
            return;
        }
        long latest = clock.instant().getEpochSecond() - GENESIS_S + 1;
        long round = matched.group(1).equals("latest") ? latest : Long.parseLong(matched.group(1));
        if (round > latest) {
            send(exchange, 404, "{\"error\":\"the round is not yet due\"}");
        } else {
            var signature = HEX.formatHex(sign(round));
            send(exchange, 200, "{\"round\":%d,\"signature\":\"%s\"}".formatted(round, signature));
        }
    }

    private String info() {
        var source =
                sha256(
                        "PF1/source/dev:".getBytes(StandardCharsets.US_ASCII),
                        HEX.parseHex(publicKey));
        return """
        {"public_key":"%s","period":1,"genesis_time":%d,"chain_hash":"%s",\
        "scheme":"bls-unchained-g1-rfc9380","beacon_id":"%s"}\
        """
                .formatted(publicKey, GENESIS_S, HEX.formatHex(source), BeaconPart.ID);
    }

    private byte[] sign(long round) {
        var message = sha256(ByteBuffer.allocate(Long.BYTES).putLong(round).array());
        return new P1().hash_to(message, DST).sign_with(key).compress();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static SecretKey key(Path folder) throws IOException {
        var file = folder.resolve("beacon.key");
        if (!Files.exists(file)) {
            var material = new byte[KEY_MATERIAL_BYTES];
            new SecureRandom().nextBytes(material);
            Files.createDirectories(folder);
            Files.write(file, material);
        }
        var key = new SecretKey();
        key.keygen(Files.readAllBytes(file));
        return key;
    }

    /** The same reading of FAIRDRAW_CLOCK as that of the services. */
    private static InstantSource clock(@org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isBlank()) {
            return InstantSource.system();
        }
        var parts = text.split(",");
        var origin = Instant.parse(parts[0]);
        int factor = Integer.parseInt(parts[1]);
        var wall = InstantSource.system();
        return () -> origin.plus(Duration.between(origin, wall.instant()).multipliedBy(factor));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
