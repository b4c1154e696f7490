package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What two persons correct when a result was wrong, from the order in the backoffice to the last
 * book that it stands in.
 */
class CorrectionJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);
    private final Person admin = new Person(platform, "admin");
    private final Person risk = new Person(platform, "risk");
    private final Person auditor = new Person(platform, "auditor");
    private final Instant begun = Instant.now().minusSeconds(5);

    /** A round waits for nobody: everybody is signed in before it opens. */
    @BeforeEach
    void everybodyIsSignedIn() {
        admin.get("/v1/operators/demo").expect(200);
        risk.get("/v1/operators/demo").expect(200);
    }

    @Test
    void a_settled_bet_is_corrected_by_two_persons_and_every_book_shows_it() throws Exception {
        Player player = operator.player("sofia");
        JsonNode settled = settled(player);
        String ticket = settled.path("ticketId").asText();
        long before = player.balance();
        List<String> written = written(ticket);

        JsonNode order =
                admin.order(
                        "ADJUST_BET",
                        "the wrong table was used",
                        Map.of(
                                "operator",
                                "demo",
                                "ticket",
                                ticket,
                                "index",
                                0,
                                "amount",
                                777,
                                "currency",
                                "EUR"));
        Answer alone = admin.approve(order);
        assertEquals("SECOND_PERSON_REQUIRED", alone.expect(403).path("code").asText());
        assertEquals(before, player.balance());
        risk.approve(order).expect(200);
        JsonNode done = admin.ended(order);
        assertEquals("DONE", done.path("state").asText(), done::toString);
        await("the adjustment at the wallet")
                .atMost(SOON)
                .untilAsserted(() -> assertEquals(before + 777, player.balance()));

        String transaction = bothSidesShowTheTicket(player, settled);
        theDeliveryIsLogged(transaction, ticket);
        theBooksKeepWhatWasWritten(transaction, ticket, written);
        theAuditLogNamesBoth(order);
        threeSidesAgree();
        Books.assertBalanced(platform);
    }

    /** Both see what the round paid and, beside it, what was corrected. */
    private String bothSidesShowTheTicket(Player player, JsonNode settled) {
        String ticket = settled.path("ticketId").asText();
        JsonNode seen = player.ticket(ticket);
        assertEquals(seen, operator.get("/v1/bets/" + ticket).expect(200));
        assertEquals(settled.path("payout"), seen.path("payout"));
        assertEquals(settled.path("bets"), seen.path("bets"));
        assertEquals(1, seen.path("adjustments").size(), seen::toString);
        JsonNode adjustment = seen.at("/adjustments/0");
        assertEquals(777, adjustment.path("amount").asLong());
        assertEquals(0, adjustment.path("index").asInt());
        assertEquals("the wrong table was used", adjustment.path("reason").asText());
        return adjustment.path("transactionId").asText();
    }

    private void theDeliveryIsLogged(String transaction, String ticket) {
        JsonNode sent =
                await("the delivery in the log")
                        .atMost(SOON)
                        .until(
                                () -> operator.get("/v1/transactions/" + transaction).expect(200),
                                it -> it.path("state").asText().equals("APPLIED"));
        assertEquals("ADJUSTMENT", sent.path("kind").asText());
        assertEquals(ticket, sent.path("ticketId").asText());
        assertEquals(777, sent.path("amount").asLong());
        assertEquals(1, sent.path("log").size());
        assertTrue(sent.at("/log/0/request").asText().contains("\"amount\":777"), sent::toString);
        List<WalletList.Line> listed =
                WalletList.since(platform, begun).stream()
                        .filter(line -> line.transaction().equals(transaction))
                        .toList();
        assertEquals(1, listed.size());
        assertEquals("ADJUSTMENT", listed.getFirst().kind());
        assertEquals(777, listed.getFirst().amount());
        assertTrue(listed.getFirst().moved());
    }

    private void theBooksKeepWhatWasWritten(String transaction, String ticket, List<String> written)
            throws SQLException {
        List<String> now = written(ticket);
        assertEquals(written, now.stream().filter(written::contains).toList(), "rows were edited");
        List<String> added = now.stream().filter(row -> !written.contains(row)).toList();
        assertTrue(
                added.stream().anyMatch(row -> row.contains(transaction) && row.contains("777")),
                () -> "the ledger has no adjustment " + transaction + ": " + added);
    }

    private void theAuditLogNamesBoth(JsonNode order) {
        JsonNode log = auditor.get("/v1/audit?subject=approval/" + Person.id(order)).expect(200);
        List<String> steps = new ArrayList<>();
        log.path("items")
                .forEach(entry ->
                        steps.add(
                                entry.path("action").asText()
                                        + " by "
                                        + entry.path("actorName").asText()));
        assertTrue(steps.contains("approval.requested by admin"), steps::toString);
        assertTrue(steps.contains("approval.approved by risk"), steps::toString);
        assertTrue(
                steps.stream().anyMatch(step -> step.startsWith("approval.carried-out by ")),
                steps::toString);
    }

    private void threeSidesAgree() {
        String day = begun.toString().substring(0, 10);
        JsonNode compared =
                await("three sides that agree")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> compared(day), CorrectionJourneyTest::agreed);
        List<String> kinds = new ArrayList<>();
        for (JsonNode kind : compared.at("/items/0/kinds")) {
            kinds.add(kind.path("kind").asText());
            if (kind.path("kind").asText().equals("ADJUSTMENT")) {
                assertTrue(kind.at("/booked/count").asInt() > 0, kind::toString);
                assertEquals(kind.path("booked"), kind.path("told"));
                assertEquals(kind.path("booked"), kind.path("stated"));
            }
        }
        assertTrue(kinds.contains("ADJUSTMENT"), compared::toString);
    }

    private static boolean agreed(JsonNode compared) {
        // The day of the test goes on, unless midnight has just passed.
        return List.of("AGREED", "AGREED_SO_FAR").contains(compared.path("verdict").asText());
    }

    /** The operator's own list of the day until now is fetched, and the three sides compared. */
    private JsonNode compared(String day) {
        Statements.fetched(operator, Instant.parse(day + "T00:00:00Z"), Instant.now());
        String next = Instant.parse(day + "T00:00:00Z").plus(Duration.ofDays(1)).toString();
        return auditor.report(
                "/v1/reconciliation?operator=demo&currency=EUR&from=%s&to=%s"
                        .formatted(day, next.substring(0, 10)));
    }

    @Test
    void a_round_is_voided_by_two_persons_before_its_beacon_and_each_ticket_refunded_once() {
        Player first = operator.player("sofia");
        Player second = operator.player("ursula");
        long ofFirst = first.balance();
        long ofSecond = second.balance();
        String round = first.openRound().path("roundId").asText();
        List<String> tickets =
                List.of(
                        placed(first, round, 500),
                        placed(first, round, 250),
                        placed(second, round, 125));

        JsonNode order = risk.order("VOID_ROUND", "a wrong table was announced", of(round));
        admin.approve(order).expect(200);
        JsonNode done = risk.ended(order);
        assertEquals("DONE", done.path("state").asText(), done::toString);
        assertEquals("3 tickets are refunded", done.path("result").asText());

        JsonNode voided = operator.get("/v1/rounds/" + round).expect(200);
        assertEquals("VOIDED", voided.path("state").asText());
        assertEquals("a wrong table was announced", voided.path("reason").asText());
        await("the refunds")
                .atMost(SOON)
                .untilAsserted(() -> {
                    assertEquals(ofFirst, first.balance());
                    assertEquals(ofSecond, second.balance());
                });
        for (String ticket : tickets) {
            JsonNode seen = operator.get("/v1/bets/" + ticket).expect(200);
            assertEquals("REFUNDED", seen.path("state").asText());
        }
        List<WalletList.Line> lines =
                WalletList.since(platform, begun).stream()
                        .filter(line -> tickets.contains(line.ticket()))
                        .toList();
        assertEquals(3, lines.stream().filter(it -> it.kind().equals("DEBIT")).count());
        assertEquals(3, lines.stream().filter(it -> it.kind().equals("ROLLBACK")).count());
        assertEquals(6, lines.size(), lines::toString);
        Books.assertBalanced(platform);
    }

    @Test
    void after_its_beacon_no_two_persons_void_a_round() {
        Player player = operator.player("ursula");
        JsonNode settled = settled(player);
        JsonNode order =
                admin.order("VOID_ROUND", "somebody does not like it", of(settled.path("roundId")));
        risk.approve(order).expect(200);
        JsonNode ended = admin.ended(order);
        assertEquals("FAILED", ended.path("state").asText());
        assertTrue(ended.path("result").asText().startsWith("TOO_LATE"), ended::toString);
        JsonNode seen = player.ticket(settled.path("ticketId").asText());
        assertEquals(settled, seen);
    }

    private static JsonNode settled(Player player) {
        String round = player.openRound().path("roundId").asText();
        String ticket = placed(player, round, 500);
        player.finished(round);
        return player.ticket(ticket);
    }

    private static String placed(Player player, String round, long stake) {
        return player.place(round, List.of(bet("ODD_EVEN", "ODD", stake)), UUID.randomUUID() + "")
                .expect(201)
                .path("ticketId")
                .asText();
    }

    private static Map<String, Object> of(JsonNode round) {
        return of(round.asText());
    }

    private static Map<String, Object> of(String round) {
        int colon = round.indexOf(':');
        return Map.of(
                "game",
                round.substring(0, colon),
                "round",
                Long.parseLong(round.substring(colon + 1)));
    }

    /** Every row of the engine that tells of the ticket, as text. */
    private List<String> written(String ticket) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection engine = platform.database("engine")) {
            for (String table : List.of("tickets", "bets", "settlements", "ledger")) {
                String sql =
                        "select '%1$s ' || row_to_json(it)::text from %1$s it where ticket = ?"
                                .formatted(table);
                try (PreparedStatement asked = engine.prepareStatement(sql)) {
                    asked.setObject(1, UUID.fromString(ticket));
                    ResultSet found = asked.executeQuery();
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
