package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A ticket from the stake to the last cent of its payout. */
class TicketJourneyTest {

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);

    @Test
    void a_winning_and_a_losing_bet_reach_the_wallet_to_the_cent() {
        Player ada = operator.player("ada");
        long before = ada.balance();
        String round = ada.openRound().path("roundId").asText();
        JsonNode ticket =
                ada.place(
                                round,
                                List.of(bet("ODD_EVEN", "ODD", 1001), bet("ODD_EVEN", "EVEN", 703)))
                        .expect(201);
        assertEquals("ACCEPTED", ticket.path("state").asText());
        assertEquals(1704, ticket.path("stake").asLong());
        assertEquals(before - 1704, ada.balance());

        JsonNode drawn = ada.finished(round);
        boolean odd = drawn.path("outcome").asInt() % 2 == 1;
        String multiplier = ticket.at("/bets/0/multiplier").asText();
        long payout = floor(odd ? 1001 : 703, multiplier);
        JsonNode settled = ada.ticket(ticket.path("ticketId").asText());
        assertEquals("SETTLED", settled.path("state").asText());
        assertEquals(odd ? "WON" : "LOST", settled.at("/bets/0/state").asText());
        assertEquals(odd ? "LOST" : "WON", settled.at("/bets/1/state").asText());
        assertEquals(payout, settled.path("payout").asLong());
        await("the credit at the wallet")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(before - 1704 + payout, ada.balance()));
    }

    @Test
    void a_retry_with_the_same_key_is_the_same_ticket_and_one_debit() {
        Player blaise = operator.player("blaise");
        long before = blaise.balance();
        String round = blaise.openRound().path("roundId").asText();
        String key = UUID.randomUUID().toString();
        // Read before the draw, so that a win cannot hide a second debit.
        JsonNode first = blaise.place(round, List.of(bet("STRAIGHT", "123", 100)), key).expect(201);
        JsonNode again = blaise.place(round, List.of(bet("STRAIGHT", "123", 100)), key).body();
        assertEquals(first.path("ticketId"), again.path("ticketId"));
        assertEquals(first.path("receipt"), again.path("receipt"));
        assertEquals(before - 100, blaise.balance());
        Answer other = blaise.place(round, List.of(bet("STRAIGHT", "124", 100)), key);
        assertEquals("IDEMPOTENCY_MISMATCH", other.expect(422).path("code").asText());
        assertEquals(before - 100, blaise.balance());
    }

    @Test
    void every_bet_is_proven_to_be_in_the_sealed_set() {
        Player ada = operator.player("ada");
        String round = ada.openRound().path("roundId").asText();
        JsonNode ticket = ada.place(round, List.of(bet("DIGIT", "2:7", 100))).expect(201);
        JsonNode sealed = ada.finished(round);
        String id = ticket.path("ticketId").asText();
        JsonNode proof = ada.get("/v1/bets/" + id + "/proof?index=0").expect(200);
        assertEquals(sealed.path("betRoot"), proof.path("betRoot"));
        assertEquals(ticket.at("/bets/0/sequence"), proof.at("/bet/sequence"));
        assertEquals(ticket.path("receipt"), proof.path("receipt"));
    }

    @Test
    void a_bet_that_cannot_be_taken_is_refused_and_moves_nothing() {
        Player ada = operator.player("carl");
        long before = ada.balance();
        JsonNode open = ada.openRound();
        String round = open.path("roundId").asText();
        refused(ada.place(round, List.of(bet("ODD_EVEN", "BLUE", 100))), "SELECTION_INVALID");
        refused(ada.place(round, List.of(bet("MOON", "1", 100))), "MARKET_UNKNOWN");
        refused(ada.place(round, List.of(bet("ODD_EVEN", "ODD", 1))), "STAKE_TOO_LOW");
        refused(ada.place(round, List.of(bet("ODD_EVEN", "ODD", 1L << 60))), "STAKE_TOO_HIGH");
        long number = open.path("number").asLong();
        if (number > 0) {
            refused(
                    ada.place("digits-3:" + (number - 1), List.of(bet("ODD_EVEN", "ODD", 100))),
                    "ROUND_NOT_OPEN",
                    "ROUND_UNKNOWN");
        }
        assertEquals(before, ada.balance());
    }

    private static void refused(Answer answer, String... codes) {
        assertNotEquals(201, answer.status());
        assertTrue(
                List.of(codes).contains(answer.body().path("code").asText()),
                () -> List.of(codes) + " expected: " + answer);
    }

    private static long floor(long stake, String multiplier) {
        return new BigDecimal(multiplier)
                .multiply(BigDecimal.valueOf(stake))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }
}
