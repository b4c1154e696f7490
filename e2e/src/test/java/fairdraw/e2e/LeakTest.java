package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The true secrets of a running platform are searched for in all that its processes say and keep:
 * logs, answers, errors, metrics, topics, tables; and a service without the right key says which
 * setting is wrong and never what the secret is (spec 4.7, 4.9).
 */
class LeakTest {

    private static final List<String> SERVICES =
            List.of("gateway", "notifier", "fairness", "engine", "backoffice", "reporting");
    private static final List<String> READ =
            List.of(
                    "/q/metrics",
                    "/q/health",
                    "/nothing",
                    "/v1/games/digits-3/rounds/-1/record",
                    "/v1/games/digits-3/batches/999999",
                    "/v1/rounds/%00",
                    "/v1/bets/x/proof");
    private static final List<String> WRITTEN =
            List.of("/v1/bets", "/v1/sessions", "/v1/operators", "/q/metrics");
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Platform platform = Platform.get();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir Path folder;

    @Test
    void no_secret_of_any_process_is_found_in_what_it_says_or_keeps() throws Exception {
        Player player = new Operator(platform).player("ada");
        String round = player.openRound().path("roundId").asText();
        player.place(round, List.of(bet("ODD_EVEN", "ODD", 100)));
        List<Secret> secrets = new Keys(platform).all();
        assertTrue(secrets.stream().anyMatch(it -> it.name().startsWith("master")));
        player.finished(round);
        Map<String, String> places = new ConcurrentHashMap<>();
        logs(places);
        answers(places);
        topics(places);
        tables(places);
        assertEquals(List.of(), found(secrets, places));
        // What was planted is found, in each form.
        for (Secret secret : secrets) {
            secret.forms().forEach(form -> assertTrue(secret.in("a" + form + "z")));
        }
    }

    @Test
    void a_database_that_goes_away_takes_no_secret_with_it() throws Exception {
        List<Secret> secrets = new Keys(platform).all();
        Map<String, String> places = new ConcurrentHashMap<>();
        String fairness = platform.at("/fairness/url") + "/v1/games/digits-3";
        platform.kill("postgres");
        await("an answer without the database")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ask(get(fairness)), answer -> answer.startsWith("5"));
        answers(places);
        Player player = new Operator(platform).player("ada");
        String round =
                await("bets to be taken again")
                        .atMost(Duration.ofSeconds(120))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> betTaken(player), taken -> !taken.isEmpty());
        // Another test may count the tickets of its round.
        player.finished(round);
        logs(places);
        assertEquals(List.of(), found(secrets, places));
    }

    /** The round that took a bet; empty when it did not. */
    private static String betTaken(Player player) {
        String round = player.openRound().path("roundId").asText();
        var answer = player.place(round, List.of(Player.bet("ODD_EVEN", "ODD", 50)));
        return answer.status() == 201 ? round : "";
    }

    private static List<String> found(List<Secret> secrets, Map<String, String> places) {
        List<String> found = new ArrayList<>();
        places.forEach((place, text) -> {
            assertFalse(text.isEmpty(), "nothing to search in " + place);
            secrets.stream()
                    .filter(secret -> secret.in(text))
                    .forEach(secret -> found.add(secret + " in " + place));
        });
        return found;
    }

    @Test
    void a_wrong_or_missing_key_stops_the_start_and_names_its_setting() throws Exception {
        Keys keys = new Keys(platform);
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "not a key store");
        refused(keys, Map.of("FAIRDRAW_SEED_KEK_FILE", ""), "fairdraw.seed.kek-file");
        refused(keys, Map.of("FAIRDRAW_SEED_KEK_PASSWORD", ""), "fairdraw.seed.kek-password");
        refused(
                keys,
                Map.of("FAIRDRAW_SEED_KEK_FILE", folder.resolve("none.p12").toString()),
                "fairdraw.seed.kek-file");
        refused(
                keys,
                Map.of("FAIRDRAW_SEED_KEK_FILE", garbage.toString()),
                "fairdraw.seed.kek-file");
        refused(keys, Map.of("FAIRDRAW_SEED_KEK_PASSWORD", "wrong"), "fairdraw.seed.kek-password");
        refused(
                keys,
                Map.of("FAIRDRAW_SEED_KEK_FILE", anotherKey(keys).toString()),
                "fairdraw.seed.kek-file");
    }

    /** A second fairness process with the environment of the first, but for these. */
    private void refused(Keys keys, Map<String, String> changes, String setting) throws Exception {
        Path log = folder.resolve("log-" + System.nanoTime());
        ProcessHandle running = platform.process("fairness");
        ProcessBuilder builder =
                new ProcessBuilder(
                                running.info().command().orElseThrow(),
                                "-Xmx192m",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                Platform.root()
                                        .resolve("fairness/target/quarkus-app/quarkus-run.jar")
                                        .toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment(running));
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        changes.forEach((name, value) -> {
            builder.environment().remove(name);
            if (!value.isEmpty()) {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        try {
            assertTrue(
                    process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS),
                    () -> changes + " started");
            String said = Files.readString(log, ISO_8859_1);
            assertTrue(process.exitValue() != 0, said);
            assertTrue(said.contains(setting), () -> setting + " is not named: " + said);
            assertFalse(said.contains("Listening on"), said);
            for (Secret secret : keys.all()) {
                assertFalse(secret.in(said), () -> secret + " after " + changes.keySet());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> environment(ProcessHandle process) throws IOException {
        Map<String, String> environment = new HashMap<>();
        String all = Files.readString(Path.of("/proc/" + process.pid() + "/environ"), ISO_8859_1);
        for (String entry : all.split("\0")) {
            int at = entry.indexOf('=');
            environment.put(entry.substring(0, at), entry.substring(at + 1));
        }
        return environment;
    }

    /** A good file with the right password, and another key in it. */
    private Path anotherKey(Keys keys) throws Exception {
        char[] password = keys.text("seed-kek.password").toCharArray();
        var store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry(
                "seed-kek",
                new java.security.KeyStore.SecretKeyEntry(
                        new javax.crypto.spec.SecretKeySpec(new byte[32], "AES")),
                new java.security.KeyStore.PasswordProtection(password));
        Path file = folder.resolve("another.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    private void logs(Map<String, String> places) throws IOException {
        try (var files = Files.list(Path.of(platform.at("/logs")))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
                String text = Files.readString(file, ISO_8859_1);
                if (!text.isEmpty()) {
                    places.put(file.getFileName().toString(), text);
                }
            }
        }
        assertTrue(places.containsKey("fairness.log"), places.keySet()::toString);
    }

    /** All at once: while a part is away, each may take its time. */
    private void answers(Map<String, String> places) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String service : SERVICES) {
                String url = platform.at("/" + service + "/url");
                for (String path : READ) {
                    threads.submit(() -> places.put(service + path, ask(get(url + path))));
                }
                for (String path : WRITTEN) {
                    var posted =
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .header("content-type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"a\":"));
                    threads.submit(() -> places.put(service + " POST " + path, ask(posted)));
                }
            }
        }
        // One that hangs says nothing; most must have said something.
        assertTrue(places.size() > SERVICES.size() * READ.size() / 2, places.keySet()::toString);
    }

    private static HttpRequest.Builder get(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                http.send(
                        request.timeout(Duration.ofSeconds(15)).build(),
                        BodyHandlers.ofString(ISO_8859_1));
        return answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body();
    }

    private void topics(Map<String, String> places) {
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        platform.at("/kafka/bootstrap"),
                        "auto.offset.reset",
                        "earliest");
        try (var consumer = new KafkaConsumer<byte[], byte[]>(config, bytes, bytes)) {
            List<TopicPartition> all =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            StringBuilder text = new StringBuilder();
            while (all.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(POLL)
                        .forEach(event -> {
                            append(text, event.key());
                            append(text, event.value());
                            event.headers().forEach(header -> append(text, header.value()));
                        });
            }
            places.put("topics", text.toString());
        }
    }

    private static void append(StringBuilder text, byte[] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, ISO_8859_1)).append('\n');
        }
    }

    /** Every row of every table of every schema of ours. */
    private void tables(Map<String, String> places) throws SQLException {
        try (Connection all = platform.database("postgres");
                Statement run = all.createStatement()) {
            List<String> names = new ArrayList<>();
            String sql =
                    """
                    select quote_ident(schemaname) || '.' || quote_ident(tablename)
                      from pg_tables where schemaname not in ('pg_catalog', 'information_schema')\
                    """;
            try (ResultSet tables = run.executeQuery(sql)) {
                while (tables.next()) {
                    names.add(tables.getString(1));
                }
            }
            assertTrue(names.contains("fairness.seed"), names::toString);
            for (String name : names) {
                StringBuilder text = new StringBuilder();
                try (ResultSet rows = run.executeQuery("select t::text from " + name + " t")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
                if (!text.isEmpty()) {
                    places.put("table " + name, text.toString());
                }
            }
        }
        assertTrue(places.containsKey("table fairness.seed"), places.keySet()::toString);
    }
}
