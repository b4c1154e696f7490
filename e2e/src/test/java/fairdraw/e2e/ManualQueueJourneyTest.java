package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Money that only people can settle, and what operators can do about deliveries themselves. */
class ManualQueueJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Platform platform = Platform.get();
    private final Person admin = new Person(platform, "admin");
    private final Person risk = new Person(platform, "risk");
    private final Person support = new Person(platform, "support");
    private final Person auditor = new Person(platform, "auditor");
    private final Instant begun = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);

    @Test
    void what_a_wallet_refuses_for_good_is_closed_by_two_persons_or_sent_again_once() {
        try (Casino casino = Casino.opened(platform, admin, "parks")) {
            casino.wallet().answer("credit", 422, Map.of("code", "DUPLICATE_MISMATCH"));
            List<JsonNode> parked = parked(casino);
            owedIsShown(casino, parked);
            closedByTwo(casino, parked.getFirst());
            sentAgain(casino, parked.getLast());
            nothingWaits(casino);
            operatorsReplay(casino, parked.getFirst(), parked.getLast());
        }
    }

    /** Two players who cannot lose everything: each has one credit, which the wallet refuses. */
    private List<JsonNode> parked(Casino casino) {
        Player first = casino.server().player("first");
        Player second = casino.server().player("second");
        String round = Casino.nextRound(first);
        for (Player player : List.of(first, second)) {
            player.place(round, List.of(bet("ODD_EVEN", "ODD", 500), bet("ODD_EVEN", "EVEN", 500)))
                    .expect(201);
        }
        return await("two credits that wait for people")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> waiting(casino), it -> it.size() == 2);
    }

    private List<JsonNode> waiting(Casino casino) {
        JsonNode page = support.get("/v1/manual-queue?operator=" + casino.id()).expect(200);
        List<JsonNode> items = new ArrayList<>();
        page.path("items").forEach(items::add);
        return items;
    }

    private void owedIsShown(Casino casino, List<JsonNode> parked) {
        long owed = parked.stream().mapToLong(it -> it.path("amount").asLong()).sum();
        JsonNode liability =
                support.get("/v1/liabilities?operator=" + casino.id()).expect(200).at("/items/0");
        assertEquals(owed, liability.path("parked").asLong());
        assertEquals(2, liability.path("parkedCount").asLong());
        assertEquals(0, liability.path("queuedCount").asLong());
        Instant oldest =
                parked.stream()
                        .map(it -> Instant.parse(it.path("orderedAt").asText()))
                        .min(Instant::compareTo)
                        .orElseThrow();
        assertEquals(oldest, Instant.parse(liability.path("oldestAt").asText()));
        for (JsonNode it : parked) {
            assertEquals("CREDIT", it.path("kind").asText());
            assertEquals("DUPLICATE_MISMATCH", it.path("cause").asText());
            assertEquals(1, it.path("attempts").asInt());
            assertTrue(Instant.parse(it.path("orderedAt").asText()).isAfter(begun));
            JsonNode call = support.get("/v1/manual-queue/" + id(it)).expect(200);
            assertEquals(422, call.at("/attempts/0/status").asInt());
            assertTrue(call.at("/attempts/0/answer").asText().contains("DUPLICATE_MISMATCH"));
        }
    }

    private void closedByTwo(Casino casino, JsonNode it) {
        JsonNode order =
                admin.order(
                        "CLOSE_PARKED",
                        "paid by the cashier",
                        Map.of("transaction", id(it), "operatorTransaction", "cashier-17"));
        assertEquals(
                "SECOND_PERSON_REQUIRED", admin.approve(order).expect(403).path("code").asText());
        risk.approve(order).expect(200);
        assertEquals("DONE", admin.ended(order).path("state").asText());
        JsonNode closed = casino.server().get("/v1/transactions/" + id(it)).expect(200);
        assertEquals("CLOSED_BY_HAND", closed.path("state").asText());
        assertEquals("cashier-17", closed.path("operatorTransactionId").asText());
        // Ours is retired for ever, whoever wants it sent.
        assertEquals(
                "FORBIDDEN",
                casino.server()
                        .post("/v1/transactions/" + id(it) + "/replay", Map.of(), Map.of())
                        .expect(403)
                        .path("code")
                        .asText());
        assertEquals(
                "NOT_PARKED",
                risk.post("/v1/manual-queue/" + id(it) + "/retry", "")
                        .expect(409)
                        .path("code")
                        .asText());
        assertEquals(1, casino.wallet().attempts(id(it)).size());
    }

    private void sentAgain(Casino casino, JsonNode it) {
        casino.wallet().mend("credit");
        risk.post("/v1/manual-queue/" + id(it) + "/retry", "").expect(202);
        await("the credit")
                .atMost(SOON)
                .until(() -> state(casino, it).path("state").asText().equals("APPLIED"));
        List<ScriptedWallet.Call> attempts = casino.wallet().attempts(id(it));
        assertEquals(2, attempts.size());
        assertEquals(attempts.getFirst().raw(), attempts.getLast().raw());
        assertEquals(it.path("amount").asLong(), attempts.getLast().amount());
        JsonNode log = auditor.get("/v1/audit?subject=transaction/" + id(it)).expect(200);
        assertEquals("risk", log.at("/items/0/actorName").asText());
        assertEquals("parked.retried", log.at("/items/0/action").asText());
    }

    private void nothingWaits(Casino casino) {
        assertEquals(List.of(), waiting(casino));
        assertEquals(
                0,
                support.get("/v1/liabilities?operator=" + casino.id())
                        .expect(200)
                        .path("items")
                        .size());
    }

    /** What was delivered may be had once more, what was retired may not. */
    private void operatorsReplay(Casino casino, JsonNode closed, JsonNode delivered) {
        Map<String, Object> period =
                Map.of(
                        "from", begun.toString(),
                        "to", Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS) + "",
                        "kinds", List.of("CREDIT"));
        JsonNode dry =
                casino.server().post("/v1/transactions/replay", period, Map.of()).expect(200);
        assertTrue(dry.path("dryRun").asBoolean());
        assertEquals(List.of(id(delivered)), ids(dry));
        assertFalse(ids(dry).contains(id(closed)));
        assertEquals(2, casino.wallet().attempts(id(delivered)).size());

        Map<String, Object> now =
                Map.of(
                        "from", period.get("from"),
                        "to", period.get("to"),
                        "kinds", period.get("kinds"),
                        "dryRun", false);
        JsonNode sent = casino.server().post("/v1/transactions/replay", now, Map.of()).expect(200);
        assertEquals(List.of(id(delivered)), ids(sent));
        awaitAttempts(casino, delivered, 3);
        casino.server()
                .post("/v1/transactions/" + id(delivered) + "/replay", Map.of(), Map.of())
                .expect(202);
        awaitAttempts(casino, delivered, 4);
        assertEquals(
                1,
                casino.wallet().attempts(id(delivered)).stream()
                        .map(ScriptedWallet.Call::raw)
                        .distinct()
                        .count());
        assertEquals(1, casino.wallet().attempts(id(closed)).size());
        assertEquals(
                List.of(id(closed)),
                ids(casino.server().get("/v1/transactions?state=CLOSED_BY_HAND").expect(200)));
    }

    private void awaitAttempts(Casino casino, JsonNode it, int count) {
        await("attempt " + count)
                .atMost(SOON)
                .until(() ->
                        state(casino, it).path("log").size() == count
                                && state(casino, it).path("state").asText().equals("APPLIED"));
        assertEquals(count, casino.wallet().attempts(id(it)).size());
    }

    @Test
    void a_dialect_set_in_the_backoffice_is_spoken_on_every_way_to_the_wallet() {
        try (Casino casino = Casino.opened(platform, admin, "dialect")) {
            speaks(casino);
            declined(casino);
            givenBack(casino);
            losersGetCreditsOfZero(casino);
            itsListIsNotFetched(casino);
        }
    }

    private void speaks(Casino casino) {
        long version =
                admin.get("/v1/operators/" + casino.id()).expect(200).path("version").asLong();
        admin.patch(
                        "/v1/operators/" + casino.id(),
                        Map.of(
                                "version",
                                version,
                                "reason",
                                "its wallet is older than the contract",
                                "dialect",
                                Map.of(
                                        "zeroCredits",
                                        true,
                                        "certifiedTombstones",
                                        true,
                                        "codePointer",
                                        "/error/code",
                                        "codes",
                                        Map.of(
                                                "NO_MONEY", "INSUFFICIENT_FUNDS",
                                                "NO_SUCH_BET", "TRANSACTION_UNKNOWN"))))
                .expect(200);
    }

    private static Map<String, Object> error(String code) {
        return Map.of("error", Map.of("code", code));
    }

    /** Its own words for a refusal are read as ours, and nothing is owed. */
    private void declined(Casino casino) {
        casino.wallet().answer("debit", 400, error("NO_MONEY"));
        Player player = casino.server().player("poor");
        JsonNode refused =
                await("the dialect to be in force")
                        .atMost(SOON)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> placed(player), it -> it.path("status").asInt() == 402);
        assertEquals("INSUFFICIENT_FUNDS", refused.path("code").asText());
        assertEquals("NOT_APPLIED", refused.path("outcome").asText());
        String ticket = refused.path("ticketId").asText();
        assertEquals("DECLINED", player.ticket(ticket).path("state").asText());
        // The log is written behind the answer.
        await("the line of the debit")
                .atMost(SOON)
                .until(() -> !transactions(casino, ticket).isEmpty());
        assertEquals(List.of("DEBIT NOT_APPLIED"), transactions(casino, ticket), "nothing is owed");
    }

    private static JsonNode placed(Player player) {
        String round = player.openRound().path("roundId").asText();
        return player.place(round, List.of(bet("ODD_EVEN", "ODD", 100))).body();
    }

    /** A debit that nobody knows is given back; a wallet with tombstones settles that at once. */
    private void givenBack(Casino casino) {
        casino.wallet().answer("debit", 500, Map.of());
        casino.wallet().answer("rollback", 404, error("NO_SUCH_BET"));
        Player player = casino.server().player("unlucky");
        JsonNode unknown = placed(player);
        assertEquals("DEBIT_UNKNOWN", unknown.path("code").asText(), unknown::toString);
        String ticket = unknown.path("ticketId").asText();
        await("the rollback")
                .atMost(SOON)
                .until(() ->
                        transactions(casino, ticket)
                                .equals(List.of("DEBIT UNKNOWN", "ROLLBACK APPLIED")));
        assertEquals(
                1,
                casino.wallet().calls("rollback").stream()
                        .filter(call -> call.body().path("ticket_id").asText().equals(ticket))
                        .count());
    }

    private void losersGetCreditsOfZero(Casino casino) {
        casino.wallet().mend("debit");
        Player player = casino.server().player("even");
        String round = Casino.nextRound(player);
        JsonNode ticket =
                player.place(
                                round,
                                List.of(bet("ODD_EVEN", "ODD", 500), bet("ODD_EVEN", "EVEN", 500)))
                        .expect(201);
        String id = ticket.path("ticketId").asText();
        await("both credits")
                .atMost(Duration.ofSeconds(60))
                .until(() -> credits(casino, id).size() == 2);
        List<Long> amounts = credits(casino, id);
        assertEquals(0, amounts.getFirst());
        assertEquals(player.ticket(id).path("payout").asLong(), amounts.getLast());
        assertTrue(amounts.getLast() > 0, amounts::toString);
    }

    private static List<Long> credits(Casino casino, String ticket) {
        return casino.wallet().calls("credit").stream()
                .filter(call -> call.body().path("ticket_id").asText().equals(ticket))
                .map(ScriptedWallet.Call::amount)
                .sorted()
                .toList();
    }

    /** A list that cannot be fetched leaves the day not compared; it never agrees. */
    private void itsListIsNotFetched(Casino casino) {
        casino.wallet().answer("transactions", 500, Map.of());
        Instant day = begun.truncatedTo(ChronoUnit.DAYS);
        String statement = Statements.asked(casino.server(), day, Instant.now());
        await("the first try")
                .atMost(SOON)
                .until(() ->
                        casino.server()
                                .get("/v1/reports/statements/" + statement)
                                .expect(200)
                                .path("cause")
                                .asText()
                                .equals("STATUS"));
        JsonNode compared =
                auditor.report(
                        "/v1/reconciliation?operator=%s&from=%s&to=%s"
                                .formatted(
                                        casino.id(),
                                        day.toString().substring(0, 10),
                                        day.plus(1, ChronoUnit.DAYS).toString().substring(0, 10)));
        assertEquals("INCOMPLETE", compared.path("verdict").asText(), compared::toString);
        assertEquals(casino.id(), compared.at("/notCompared/0").asText());
    }

    /** Kind and state of what was asked of the wallet for a ticket, in order. */
    private static List<String> transactions(Casino casino, String ticket) {
        JsonNode page = casino.server().get("/v1/transactions?ticketId=" + ticket).expect(200);
        List<String> found = new ArrayList<>();
        page.path("items")
                .forEach(it ->
                        found.add(it.path("kind").asText() + " " + it.path("state").asText()));
        return found.reversed();
    }

    private static JsonNode state(Casino casino, JsonNode it) {
        return casino.server().get("/v1/transactions/" + id(it)).expect(200);
    }

    private static String id(JsonNode parked) {
        return parked.path("transaction").asText();
    }

    private static List<String> ids(JsonNode page) {
        return Stream.iterate(0, i -> i < page.path("items").size(), i -> i + 1)
                .map(i -> page.path("items").get(i).path("transactionId").asText())
                .toList();
    }
}
