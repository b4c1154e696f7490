package fairdraw.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

class TestPartsTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void postgres_flushes_to_disk_and_sorts_the_same_everywhere() throws Exception {
        try (var connection = TestParts.postgres().db("engine").connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select current_setting('fsync'), current_schema(), "
                                        + "(select datcollate from pg_database"
                                        + " where datname = current_database())")) {
            assertTrue(row.next());
            assertEquals("on", row.getString(1));
            assertEquals("engine", row.getString(2));
            assertEquals("C.UTF-8", row.getString(3));
        }
    }

    @Test
    void a_role_cannot_read_the_tables_of_another() throws Exception {
        var fresh = TestParts.postgres().fresh();
        try (var fairness = fresh.apply("fairness").connect();
                var statement = fairness.createStatement()) {
            statement.execute("create table seed (master bytea)");
        }
        try (var engine = fresh.apply("engine").connect();
                var statement = engine.createStatement()) {
            var denied =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("select master from fairness.seed"));
            assertEquals("42501", denied.getSQLState());
            assertThrows(
                    SQLException.class, () -> statement.execute("create table public.x (i int)"));
        }
    }

    @Test
    void a_guest_uses_what_the_owner_grants_and_creates_nothing() throws Exception {
        var fresh = TestParts.postgres().fresh();
        try (var owner = fresh.apply("engine").connect();
                var statement = owner.createStatement()) {
            statement.execute("create table book (line int)");
            statement.execute("grant usage on schema engine to engine_service");
            statement.execute("grant insert on book to engine_service");
        }
        try (var guest = fresh.apply("engine_service").connect();
                var statement = guest.createStatement()) {
            statement.execute("insert into book values (1)");
            assertThrows(SQLException.class, () -> statement.execute("delete from book"));
            assertThrows(SQLException.class, () -> statement.execute("create table x (i int)"));
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        var db = TestParts.postgres().db("engine");
        var forged = new PostgresPart.Db(db.url(), "fairness", "engine");
        assertThrows(SQLException.class, forged::connect);
    }

    @Test
    void databases_of_two_tests_do_not_meet() throws Exception {
        var postgres = TestParts.postgres();
        try (var one = postgres.db("gateway").connect();
                var statement = one.createStatement()) {
            statement.execute("create table t (i int)");
        }
        try (var two = postgres.db("gateway").connect();
                var statement = two.createStatement()) {
            statement.execute("create table t (i int)");
        }
    }

    @Test
    void redis_answers() {
        assertTrue(TestParts.redis().process().alive());
    }

    @Test
    void kafka_has_every_topic_and_compacts_the_configuration() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestParts.kafka().bootstrap()))) {
            var names = admin.listTopics().names().get();
            var wanted = new HashSet<>(KafkaPart.TOPICS);
            KafkaPart.TOPICS.forEach(topic -> wanted.add(topic + ".dlq"));
            assertTrue(names.containsAll(wanted), names::toString);
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, "fairdraw.config.v1");
            var config = admin.describeConfigs(Set.of(topic)).all().get().get(topic);
            assertEquals("compact", config.get("cleanup.policy").value());
        }
    }

    @Test
    void the_chain_makes_blocks_and_finalises_them() {
        var anvil = TestParts.anvil();
        assertEquals("0x7a69", anvil.call("eth_chainId").asText());
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() ->
                        Long.decode(
                                        anvil.call("eth_getBlockByNumber", "finalized", false)
                                                .get("number")
                                                .asText())
                                > 0);
    }

    @Test
    void the_chain_refuses_nonsense_loudly() {
        var anvil = TestParts.anvil();
        assertThrows(IllegalStateException.class, () -> anvil.call("eth_noSuchMethod"));
    }

    @Test
    void the_beacon_signs_a_round_when_it_is_due_and_not_before() throws Exception {
        var beacon = TestParts.beacon();
        var info = new ObjectMapper().readTree(get("/v2/beacons/dev/info").body());
        assertEquals(beacon.publicKey(), info.get("public_key").asText());
        long now = Instant.now().getEpochSecond() - info.get("genesis_time").asLong() + 1;
        assertEquals(404, get("/v2/beacons/dev/rounds/" + (now + 3)).statusCode());
        assertEquals(404, get("/v2/beacons/dev/rounds/0").statusCode());
        assertEquals(404, get("/v2/beacons/dev/rounds/-1").statusCode());

        var round = new ObjectMapper().readTree(get("/v2/beacons/dev/rounds/" + now).body());
        assertEquals(now, round.get("round").asLong());
        assertTrue(verifies(beacon.publicKey(), now, round.get("signature").asText()));
    }

    private static boolean verifies(String publicKey, long round, String signature)
            throws Exception {
        var hex = java.util.HexFormat.of();
        var message =
                java.security.MessageDigest.getInstance("SHA-256")
                        .digest(java.nio.ByteBuffer.allocate(8).putLong(round).array());
        return new P1_Affine(hex.parseHex(signature))
                        .core_verify(
                                new P2_Affine(hex.parseHex(publicKey)),
                                true,
                                message,
                                "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_")
                == BLST_ERROR.BLST_SUCCESS;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(TestParts.beacon().url() + path)).build(),
                BodyHandlers.ofString());
    }
}
