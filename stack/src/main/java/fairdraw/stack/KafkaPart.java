package fairdraw.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Kafka broker of one node in a Java process of its own, with the topics of the platform. */
public final class KafkaPart implements AutoCloseable {

    /** Partitions of a topic: the order of a game or an operator holds within its partition. */
    static final int PARTITIONS = 6;

    /** The topics; each has a dead-letter topic {@code NAME.dlq} beside it. */
    public static final List<String> TOPICS =
            List.of(
                    "fairdraw.rounds.v1",
                    "fairdraw.bets.v1",
                    "fairdraw.settlements.v1",
                    "fairdraw.wallet-commands.v1",
                    "fairdraw.wallet-results.v1",
                    "fairdraw.wallet-statements.v1",
                    "fairdraw.seal-acks.v1",
                    "fairdraw.config.v1",
                    "fairdraw.sessions.v1",
                    "fairdraw.risk.v1",
                    "fairdraw.audit.v1");

    /** The topic of which only the newest value of a key is kept. */
    static final String COMPACTED = "fairdraw.config.v1";

    private static final Duration START_DEADLINE = Duration.ofSeconds(90);

    private final int port;
    private final Child broker;

    private KafkaPart(int port, Child broker) {
        this.port = port;
        this.broker = broker;
    }

    /** Starts the broker on the data folder, which is formatted when it is new. */
    public static KafkaPart start(Home home, Path data, int port, int controllerPort, Path log) {
        return start(home, data, port, controllerPort, port, log);
    }

    /**
     * As the other, but clients are told another port, behind which something passes their bytes
     * on.
     */
    public static KafkaPart start(
            Home home, Path data, int port, int controllerPort, int advertisedPort, Path log) {
        var command =
                List.of(
                        Home.java().toString(),
                        "-Xmx256m",
                        "-Xms64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        home.partsClassPath(),
                        KafkaNode.class.getName(),
                        data.toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort),
                        Integer.toString(advertisedPort));
        var ready = new AtomicBoolean();
        var broker =
                Child.start(
                        Child.Spec.of("kafka", command, data, log)
                                .telling(line -> watch(line, ready)));
        try {
            broker.await("ready", START_DEADLINE, ready::get);
        } catch (RuntimeException e) {
            broker.stop();
            throw e;
        }
        return new KafkaPart(port, broker);
    }

    /** {@code host:port}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The process of the broker. */
    public Child process() {
        return broker;
    }

    @Override
    public void close() {
        broker.stop();
    }

    private static void watch(String line, AtomicBoolean ready) {
        if (line.equals(KafkaNode.READY)) {
            ready.set(true);
        }
    }
}
