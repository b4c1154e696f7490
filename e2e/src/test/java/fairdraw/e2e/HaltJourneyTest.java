package fairdraw.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.events.v1.GameDeviates;
import fairdraw.events.v1.RiskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A game whose figures cannot be chance stands until an admin has looked. */
class HaltJourneyTest {

    private static final Duration ROUNDS_MAX = Duration.ofSeconds(60);

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);
    private final Person admin = new Person(platform, "admin");
    private final Person risk = new Person(platform, "risk");

    @Test
    void a_stop_of_the_monitor_lets_no_round_open_until_an_admin_resumes_the_game()
            throws Exception {
        admin.get("/v1/halts").expect(200);
        String halt = UUID.randomUUID().toString();
        stop(halt);
        try {
            JsonNode paused =
                    await("a round that does not open")
                            .atMost(ROUNDS_MAX)
                            .pollInterval(Duration.ofMillis(300))
                            .until(this::current, it -> !it.path("paused").asText("").isEmpty());
            assertEquals("PAUSED", paused.path("paused").asText(), paused::toString);
            assertEquals("GAME_HALTED", newest().path("reason").asText());
            JsonNode standing = admin.get("/v1/halts").expect(200).at("/items/0");
            assertEquals(halt, standing.path("id").asText());
            assertTrue(standing.path("stands").asBoolean());
            risk.post("/v1/halts/" + halt + "/resume", Map.of("reason", "looks fine")).expect(403);
        } finally {
            admin.post("/v1/halts/" + halt + "/resume", Map.of("reason", "the draw was checked"))
                    .expect(200);
        }
        await("an open round")
                .atMost(ROUNDS_MAX)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> current().at("/round/state").asText().equals("OPEN"));
        JsonNode log = admin.get("/v1/audit?subject=game/digits-3").expect(200);
        assertEquals("game.resumed", log.at("/items/0/action").asText());
        assertEquals("admin", log.at("/items/0/actorName").asText());
        assertEquals("the draw was checked", log.at("/items/0/reason").asText());
    }

    private JsonNode current() {
        return operator.get("/v1/games/digits-3/rounds/current").body();
    }

    private JsonNode newest() {
        for (JsonNode round :
                operator.get("/v1/rounds?game=digits-3&limit=5").expect(200).path("items")) {
            if (round.path("state").asText().equals("SKIPPED")) {
                return round;
            }
        }
        throw new AssertionError("no round was skipped");
    }

    /** What reporting tells when a game as a whole is past chance. */
    private void stop(String halt) throws Exception {
        byte[] event =
                RiskEvent.newBuilder()
                        .setId(halt)
                        .setAtMs(Instant.now().toEpochMilli())
                        .setGameDeviates(
                                GameDeviates.newBuilder()
                                        .setGame("digits-3")
                                        .setCause("payouts in EUR over DAY: z = 5.10"))
                        .build()
                        .toByteArray();
        Map<String, Object> config = Map.of("bootstrap.servers", platform.at("/kafka/bootstrap"));
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("fairdraw.risk.v1", "digits-3", event)).get();
        }
    }
}
