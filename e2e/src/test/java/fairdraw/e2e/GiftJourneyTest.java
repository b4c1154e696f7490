package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What is given away reaches the player through every service, and no stake is ever taken for it.
 */
class GiftJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);

    @Test
    void a_free_bet_costs_nothing_is_played_once_and_its_win_is_paid() throws SQLException {
        Player player = operator.player("qin");
        String gift = "e2e-" + UUID.randomUUID();
        grant(gift, "qin", 300);
        long before = player.balance();
        String round = player.openRound().path("roundId").asText();
        String key = UUID.randomUUID().toString();
        List<Map<String, Object>> bets =
                List.of(bet("ODD_EVEN", "ODD", 150), bet("ODD_EVEN", "EVEN", 150));
        JsonNode ticket = player.place(round, bets, key, gift).expect(201);
        assertEquals(gift, ticket.path("freeBetId").asText());
        assertEquals(300, ticket.path("stake").asLong());
        assertEquals(before, player.balance());
        assertEquals(
                ticket.path("ticketId"),
                player.place(round, bets, key, gift).body().path("ticketId"));
        // Under another key, of another stake, made up: the wallet says no, and nothing moves.
        refused(player.place(round, bets, UUID.randomUUID().toString(), gift), "FREE_BET_USED");
        String other = "e2e-" + UUID.randomUUID();
        grant(other, "qin", 299);
        refused(
                player.place(round, bets, UUID.randomUUID().toString(), other),
                "FREE_BET_MISMATCH");
        refused(
                player.place(round, bets, UUID.randomUUID().toString(), "made-up"),
                "FREE_BET_UNKNOWN");
        assertEquals(before, player.balance());

        player.finished(round);
        long payout =
                new BigDecimal(ticket.at("/bets/0/multiplier").asText())
                        .multiply(BigDecimal.valueOf(150))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
        JsonNode settled = player.ticket(ticket.path("ticketId").asText());
        assertEquals(payout, settled.path("payout").asLong());
        await("the credit at the wallet")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(before + payout, player.balance()));
        String id = ticket.path("ticketId").asText();
        JsonNode proof = player.get("/v1/bets/" + id + "/proof?index=0").expect(200);
        assertEquals(ticket.path("receipt"), proof.path("receipt"));
        Books.assertBalanced(platform);
    }

    @Test
    void a_promotion_that_two_persons_approved_reaches_the_player_once() {
        Player player = operator.player("rosa");
        long before = player.balance();
        Person risk = new Person(platform, "risk");
        JsonNode order =
                risk.order(
                        "PAY_PROMOTION",
                        "ten thousand rounds",
                        Map.of(
                                "operator", "demo",
                                "player", "rosa",
                                "amount", 1_250,
                                "currency", "EUR"));
        assertEquals(403, risk.approve(order).status());
        assertEquals(before, player.balance());
        Person admin = new Person(platform, "admin");
        admin.approve(order).expect(200);
        JsonNode done = admin.ended(order);
        assertEquals("DONE", done.path("state").asText(), done::toString);
        await("the promotion at the wallet")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(before + 1_250, player.balance()));
        String transaction = done.path("result").asText().replace("promotion ", "");
        JsonNode told =
                await("the delivery in the log")
                        .atMost(PATIENCE)
                        .until(
                                () -> operator.get("/v1/transactions/" + transaction).expect(200),
                                it -> it.path("state").asText().equals("APPLIED"));
        assertEquals("PROMOTION", told.path("kind").asText());
        assertEquals("APPLIED", told.path("state").asText());
        assertEquals("rosa", told.path("player").asText());
        Books.assertBalanced(platform);
    }

    private void grant(String id, String player, long stake) throws SQLException {
        try (Connection wallet = platform.database("operator_kit");
                PreparedStatement insert =
                        wallet.prepareStatement(
                                "insert into free_bet (id, player, currency, game, stake,"
                                        + " granted_at) values (?, ?, 'EUR', 'digits-3', ?,"
                                        + " now())")) {
            insert.setString(1, id);
            insert.setString(2, player);
            insert.setLong(3, stake);
            assertEquals(1, insert.executeUpdate());
        }
    }

    private static void refused(Answer answer, String code) {
        assertEquals(code, answer.body().path("code").asText(), answer::toString);
        assertEquals("NOT_APPLIED", answer.body().path("outcome").asText());
    }
}
