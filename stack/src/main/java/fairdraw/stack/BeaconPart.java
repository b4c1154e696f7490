package fairdraw.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A dev beacon: one local BLS key behind drand's HTTP shape, a round a second, in a process of its
 * own. It honours FAIRDRAW_CLOCK and never answers a round before its time.
 */
public final class BeaconPart implements AutoCloseable {

    /** The id of the beacon in its paths. */
    public static final String ID = "dev";

    private static final Duration START_DEADLINE = Duration.ofSeconds(30);

    private final int port;
    private final String publicKey;
    private final Child node;

    private BeaconPart(int port, String publicKey, Child node) {
        this.port = port;
        this.publicKey = publicKey;
        this.node = node;
    }

    /** Starts the beacon; its key and genesis are kept in the data folder. */
    public static BeaconPart start(Home home, Path data, int port, Path log) {
        var command =
                List.of(
                        Home.java().toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        home.partsClassPath(),
                        BeaconNode.class.getName(),
                        data.toString(),
                        Integer.toString(port));
        var ready = new AtomicReference<String>();
        var node =
                Child.start(
                        Child.Spec.of("beacon", command, data, log)
                                .telling(line -> watch(line, ready)));
        try {
            node.await("ready", START_DEADLINE, () -> ready.get() != null);
        } catch (RuntimeException e) {
            node.stop();
            throw e;
        }
        return new BeaconPart(port, ready.get(), node);
    }

    /** The address below which drand's paths are. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The 96-byte public key in hex. */
    public String publicKey() {
        return publicKey;
    }

    /** The process of the beacon. */
    public Child process() {
        return node;
    }

    @Override
    public void close() {
        node.stop();
    }

    private static void watch(String line, AtomicReference<String> ready) {
        if (line.startsWith(BeaconNode.READY)) {
            ready.set(line.substring(BeaconNode.READY.length()));
        }
    }
}
