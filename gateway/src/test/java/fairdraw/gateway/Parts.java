package fairdraw.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.OperatorStatus;
import fairdraw.events.v1.WalletDialect;
import fairdraw.gateway.config.PgOperators;
import fairdraw.stack.PostgresPart;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Real PostgreSQL, Redis and Kafka; a scripted engine; wallets that misbehave on demand. */
public final class Parts implements QuarkusTestResourceLifecycleManager {

    /** Operators that are active; the last letters say what their test does to them. */
    public static final List<String> ACTIVE =
            List.of(
                    "demo", "other", "slow", "dead", "retry", "lane", "rotate", "twokeys", "rates",
                    "bad", "dialect", "parked", "gone", "replay", "list", "manners", "raw",
                    "inside", "told", "logged", "nowhere", "lost", "resting");

    /** One that may not bet. */
    public static final String SUSPENDED = "suspended";

    private static volatile boolean heard;
    private static PostgresPart.@Nullable Db db;
    private static @Nullable KafkaProducer<String, byte[]> producer;

    @Override
    public Map<String, String> start() {
        try {
            heard = false;
            db = TestParts.postgres().db("gateway");
            producer = producer();
            ScriptedEngine.start();
            TestWallet.start();
            Path folder = Files.createTempDirectory("gateway-test");
            Path sessionKey = folder.resolve("session.pem");
            Files.writeString(sessionKey, pem());
            Path bootstrap = folder.resolve("bootstrap.json");
            Files.writeString(bootstrap, bootstrap());
            for (String operator : ACTIVE) {
                publish(operator, OperatorStatus.OPERATOR_STATUS_ACTIVE, 1);
            }
            publish(SUSPENDED, OperatorStatus.OPERATOR_STATUS_SUSPENDED, 1);
            return config(sessionKey, bootstrap);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> config(Path sessionKey, Path bootstrap) {
        Map<String, String> config = new HashMap<>();
        config.put("fairdraw.db.url", db().url());
        config.put("fairdraw.db.user", db().user());
        config.put("fairdraw.db.password", db().password());
        config.put("quarkus.redis.hosts", TestParts.redis().url());
        config.put("kafka.bootstrap.servers", TestParts.kafka().bootstrap());
        config.put(
                "quarkus.grpc.clients.engine.test-port", Integer.toString(ScriptedEngine.port()));
        config.put(
                "quarkus.grpc.clients.fairness.test-port", Integer.toString(ScriptedEngine.port()));
        config.put("fairdraw.gateway.measure-manual-queue-every", "1s");
        config.put("fairdraw.session.key-file", sessionKey.toString());
        config.put("fairdraw.bootstrap.file", bootstrap.toString());
        config.put(
                "fairdraw.operator-key.kek",
                Base64.getEncoder()
                        .encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8)));
        config.put("quarkus.http.test-port", "0");
        config.put("fairdraw.rate.player-per-second", "10");
        return config;
    }

    /** The API secret of an operator. */
    public static String apiSecret(String operator) {
        return secret(operator + "-api");
    }

    /** The wallet secret of an operator. */
    public static String walletSecret(String operator) {
        return secret(operator + "-wallet");
    }

    private static String secret(String name) {
        byte[] bytes = (name + "-of-the-tests-of-the-gateway").getBytes(UTF_8);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** The database of the gateway under test. */
    public static PostgresPart.Db db() {
        return Objects.requireNonNull(db);
    }

    /** Sends a message to a topic as the other services do. */
    public static void send(String topic, String key, byte[] value) {
        try {
            Objects.requireNonNull(producer).send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the gateway has heard of the operators. */
    public static void awaitOperators() {
        for (String operator : heard ? List.<String>of() : ACTIVE) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> new Casino(operator).session("anna").statusCode() == 201);
        }
        heard = true;
    }

    /** Waits until the gateway calls an operator's wallet at this address. */
    public static void awaitConfig(String operator, String walletUrl) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        CDI.current()
                                .select(PgOperators.class)
                                .get()
                                .find(operator)
                                .map(found -> found.walletUrl().equals(walletUrl))
                                .orElse(false));
    }

    /** Makes Redis answer nobody for a while, as a hanging one does. */
    public static void pauseRedis(Duration pause) {
        redis("CLIENT PAUSE " + pause.toMillis() + " ALL");
    }

    /** Takes everything away that Redis knows. */
    public static void flushRedis() {
        redis("FLUSHALL");
    }

    private static void redis(String command) {
        URI url = URI.create(TestParts.redis().url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            int first = socket.getInputStream().read();
            if (first != '+') {
                throw new IllegalStateException(command + " was answered with " + (char) first);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says over Kafka what an operator may do, as the backoffice does. */
    public static void publish(String operator, OperatorStatus status, long version) {
        publish(operator, status, version, TestWallet.url(operator));
    }

    /** The same with a wallet that lives elsewhere. */
    public static void publish(
            String operator, OperatorStatus status, long version, String walletUrl) {
        var config =
                OperatorConfig.newBuilder()
                        .setOperator(operator)
                        .setName(operator)
                        .setStatus(status)
                        .setWalletUrl(walletUrl)
                        .addCurrencies(
                                CurrencyLimits.newBuilder()
                                        .setCurrency("EUR")
                                        .setMinStake(10)
                                        .setMaxStake(10_000));
        if (operator.equals("dialect")) {
            config.setDialect(
                    WalletDialect.newBuilder()
                            .setCertifiedTombstones(true)
                            .setCodePointer("/error/id")
                            .putCodes("104", "INSUFFICIENT_FUNDS")
                            .putCodes("no-bet", "TRANSACTION_UNKNOWN"));
        }
        byte[] event =
                ConfigEvent.newBuilder()
                        .setVersion(version)
                        .setOperator(config)
                        .build()
                        .toByteArray();
        send("fairdraw.config.v1", "operator/" + operator, event);
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", TestParts.kafka().bootstrap(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static String pem() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String bootstrap() {
        StringBuilder json = new StringBuilder("{\"operators\":[");
        for (String operator : ACTIVE) {
            json.append(entry(operator)).append(',');
        }
        return json.append(entry(SUSPENDED)).append("]}").toString();
    }

    private static String entry(String operator) {
        return """
        {"id":"%1$s","keys":[{"id":"%1$s-api-1","purpose":"API","secret":"%2$s"},
         {"id":"%1$s-wallet-1","purpose":"WALLET","secret":"%3$s"}]}\
        """
                .formatted(operator, apiSecret(operator), walletSecret(operator));
    }

    @Override
    public void stop() {
        Objects.requireNonNull(producer).close();
        ScriptedEngine.stop();
        TestWallet.stop();
    }
}
