package fairdraw.stack;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** The process of {@link KafkaPart}: broker and controller in one, KRaft, no ZooKeeper. */
final class KafkaNode {

    static final String READY = "fairdraw kafka ready";

    private static final int ADMIN_TIMEOUT_S = 30;

    private KafkaNode() {}

    /**
     * Runs the broker until it is asked to end.
     *
     * @param args data folder, port, port of the controller, port that clients are told
     */
    public static void main(String[] args) throws Exception {
        var data = args[0];
        var port = Integer.parseInt(args[1]);
        var settings = settings(data, port, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        new Formatter()
                .setClusterId(Uuid.ONE_UUID.toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data)
                .addDirectory(data)
                .setHasDynamicQuorum(false)
                .setIgnoreFormatted(true)
                .run();
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        createTopics(port);
        System.out.println(READY);
        server.awaitShutdown();
    }

    private static Properties settings(
            String data, int port, int controllerPort, int advertisedPort) {
        var settings = new Properties();
        settings.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, controllerPort)),
                        Map.entry(
                                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort),
                        Map.entry("log.dirs", data),
                        Map.entry("num.partitions", Integer.toString(KafkaPart.PARTITIONS)),
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "4"),
                        Map.entry("background.threads", "2"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                        // Money topics keep everything: a rebuild reads them from the start.
                        Map.entry("log.retention.ms", "-1"),
                        Map.entry("log.segment.bytes", "134217728"),
                        Map.entry("offsets.topic.num.partitions", "4"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("transaction.state.log.num.partitions", "4"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("controlled.shutdown.enable", "false")));
        return settings;
    }

    private static void createTopics(int port)
            throws InterruptedException, ExecutionException, TimeoutException {
        var wanted = new ArrayList<NewTopic>();
        for (var name : KafkaPart.TOPICS) {
            var topic =
                    new NewTopic(name, Optional.of(KafkaPart.PARTITIONS), Optional.of((short) 1));
            wanted.add(
                    name.equals(KafkaPart.COMPACTED)
                            ? topic.configs(Map.of("cleanup.policy", "compact"))
                            : topic);
            wanted.add(new NewTopic(name + ".dlq", Optional.of(1), Optional.of((short) 1)));
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            var existing = admin.listTopics().names().get(ADMIN_TIMEOUT_S, TimeUnit.SECONDS);
            wanted.removeIf(topic -> existing.contains(topic.name()));
            admin.createTopics(wanted).all().get(ADMIN_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }
}
