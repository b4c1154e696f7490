package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void a_bet_verifies_up_to_its_payout_and_not_with_another_stake() throws IOException {
        String round = player.openRound().path("roundId").asText();
        var bets = List.of(bet("ODD_EVEN", "ODD", 177), bet("ODD_EVEN", "EVEN", 100));
        String ticket = player.place(round, bets).expect(201).path("ticketId").asText();
        player.finished(round);
        for (int index = 0; index < bets.size(); index++) {
            String proof =
                    player.get("/v1/bets/" + ticket + "/proof?index=" + index)
                            .expect(200)
                            .toString();
            Path file = Files.createTempFile("bet", ".json");
            Files.writeString(file, proof);
            Platform.Run run = platform.dev("verify", "bet", file.toString());
            assertEquals(0, run.exit(), run::output);
            assertTrue(run.output().contains("which is what was paid"), run::output);
            Files.writeString(file, proof.replace("\\\"stake\\\":\\\"1", "\\\"stake\\\":\\\"9"));
            run = platform.dev("verify", "bet", file.toString());
            assertEquals(1, run.exit(), run::output);
            assertTrue(run.output().contains("NOT VERIFIED: bet"), run::output);
        }
    }

    @Test
    void a_range_and_a_batch_verify() {
        player.finished(player.openRound().path("roundId").asText());
        JsonNode rounds = player.get("/v1/rounds?game=digits-3&limit=10").expect(200);
        long newest = rounds.at("/items/0/number").asLong();
        Platform.Run run = platform.dev("verify", "range", "digits-3:0.." + Math.min(newest, 9));
        assertEquals(0, run.exit(), run::output);
        run = platform.dev("verify", "batch", "digits-3:0");
        assertEquals(0, run.exit(), run::output);
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
