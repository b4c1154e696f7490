package fairdraw.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Anyone recomputes a round from public data alone. */
class VerifyTest {

    private static final int ROUNDS_MAX = 50;

    private final Platform platform = Platform.get();
    private final Player player = new Operator(platform).player("ada");

    @Test
    void every_round_that_was_played_verifies() {
        player.finished(player.openRound().path("roundId").asText());
        JsonNode rounds = player.get("/v1/rounds?game=digits-3&limit=" + ROUNDS_MAX).expect(200);
        int verified = 0;
        for (JsonNode round : rounds.path("items")) {
            if (round.path("state").asText().equals("PUBLISHED")) {
                String id = round.path("roundId").asText();
                Platform.Run run = platform.dev("verify", id);
                assertEquals(0, run.exit(), () -> id + ":\n" + run.output());
                assertTrue(run.output().contains("DEV BEACON"), run::output);
                verified++;
            }
        }
        assertTrue(verified > 0, rounds::toString);
    }

    @Test
    void the_published_vectors_verify() {
        Platform.Run run =
                platform.dev("verify", "--vectors", "pf1/src/test/resources/pf1-vectors.json");
        assertEquals(0, run.exit(), run::output);
    }

    @Test
    void a_round_that_does_not_exist_does_not_verify() {
        assertTrue(platform.dev("verify", "digits-3:999999999").exit() != 0);
    }
}
