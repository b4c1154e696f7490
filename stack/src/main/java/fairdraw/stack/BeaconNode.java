package fairdraw.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.DevBeaconKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The process of {@link BeaconPart}. */
final class BeaconNode {

    static final String READY = "fairdraw beacon ready ";

    private static final long GENESIS_S = 1_700_000_000;
    private static final long PERIOD_S = 1;
    private static final int KEY_MATERIAL_BYTES = 32;
    private static final int BACKLOG = 64;
    private static final Pattern ROUND =
            Pattern.compile("/v2/beacons/" + BeaconPart.ID + "/rounds/([1-9][0-9]{0,11}|latest)");

    private final DevBeaconKey key;
    private final BeaconChain chain;
    private final InstantSource clock;

    private BeaconNode(DevBeaconKey key, InstantSource clock) {
        this.key = key;
        this.chain = BeaconChain.dev(key.publicKey(), GENESIS_S, PERIOD_S);
        this.clock = clock;
    }

    /**
     * Answers until the process is ended.
     *
     * @param args folder of the key, port
     */
    public static void main(String[] args) throws IOException {
        var node = new BeaconNode(key(Path.of(args[0])), SimulatedClock.ofEnvironment());
        var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        var server = HttpServer.create(address, BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", node::answer);
        server.start();
        System.out.println(READY + node.chain.publicKey());
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
        var now = clock.instant();
        long round =
                matched.group(1).equals("latest")
                        ? (now.getEpochSecond() - GENESIS_S) / PERIOD_S + 1
                        : Long.parseLong(matched.group(1));
        if (chain.emittedAtMs(round) > now.toEpochMilli()) {
            send(exchange, 404, "{\"error\":\"the round is not yet due\"}");
        } else {
            send(
                    exchange,
                    200,
                    "{\"round\":%d,\"signature\":\"%s\"}".formatted(round, key.sign(round)));
        }
    }

    private String info() {
        return """
        {"public_key":"%s","period":%d,"genesis_time":%d,"chain_hash":"%s",\
        "scheme":"bls-unchained-g1-rfc9380","beacon_id":"%s"}\
        """
                .formatted(chain.publicKey(), PERIOD_S, GENESIS_S, chain.source(), BeaconPart.ID);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static DevBeaconKey key(Path folder) throws IOException {
        var file = folder.resolve("beacon.key");
        if (!Files.exists(file)) {
            var material = new byte[KEY_MATERIAL_BYTES];
            new SecureRandom().nextBytes(material);
            Files.createDirectories(folder);
            var ownerOnly = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
            Files.write(file, material);
        }
        return DevBeaconKey.of(Files.readAllBytes(file));
    }
}
