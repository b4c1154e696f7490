package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wallet's own list of transactions: it agrees with everything that the tester did. */
final class StatementScenarios {

    private static final int PAGES_MAX = 10_000;
    private static final int LIMIT_MAX = 500;
    private static final int SMALL_PAGE = 7;

    /** Clocks may differ by that much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private StatementScenarios() {}

    static List<Scenario> all() {
        List<String> needs = List.of(Scenario.LIST);
        return List.of(
                new Scenario(
                        Scenario.LIST,
                        "/transactions answers a page of your own list, with its cursor.",
                        "Without your list nobody can prove that the books agree.",
                        List.of(Scenario.DEBIT),
                        StatementScenarios::readable),
                new Scenario(
                        "transactions-pages",
                        "Pages of " + SMALL_PAGE + " hold the same lines as large ones, each once.",
                        "A line that is shown twice, or on no page, is money that is missing.",
                        needs,
                        StatementScenarios::pages),
                new Scenario(
                        "transactions-half-open",
                        "A period holds its first moment and not its last: [from, to).",
                        "A transaction at midnight would be in two days, or in none.",
                        needs,
                        StatementScenarios::halfOpen),
                new Scenario(
                        "transactions-signed",
                        "A list that nobody signed for is not given away.",
                        "It tells who plays and for how much.",
                        List.of(Scenario.LIST, Scenario.REFUSAL),
                        StatementScenarios::signedOnly),
                new Scenario(
                        "transactions-agree",
                        "The list agrees, to the transaction, with everything that was done:"
                                + " debits, credits, rollbacks, tombstones, adjustments.",
                        "What is on one side only is somebody's money.",
                        needs,
                        StatementScenarios::agree),
                new Scenario(
                        "balance-is-the-sum",
                        "At the end the balance is the one of the begin and all movements.",
                        "Money that moved without a transaction cannot be explained to anybody.",
                        List.of(Scenario.DEBIT),
                        StatementScenarios::balanceIsTheSum));
    }

    private static void readable(Bench b) {
        Ticket ticket = b.ticket(1);
        b.applied(b.post("debit", ticket.debit()));
        Exchange exchange = b.post("transactions", page(from(b), to(b), Optional.empty(), 1));
        JsonNode body = b.applied(exchange).body();
        b.check(
                body.path("transactions").isArray() && body.path("transactions").size() <= 1,
                "The answer has no \"transactions\", an array of at most as many as the limit.",
                exchange);
        b.check(
                body.path("next").isTextual(),
                "There is more than one transaction and the limit was 1: \"next\" has to be a"
                        + " cursor, a text.",
                exchange);
    }

    private static void pages(Bench b) {
        Instant from = from(b);
        Instant to = to(b);
        List<String> large = ids(list(b, from, to, LIMIT_MAX));
        List<String> small = ids(list(b, from, to, SMALL_PAGE));
        if (!large.equals(small)) {
            throw new Finding(
                    "Pages of "
                            + SMALL_PAGE
                            + " hold "
                            + small.size()
                            + " lines, pages of "
                            + LIMIT_MAX
                            + " hold "
                            + large.size()
                            + ", or in another order.",
                    b.newest());
        }
        if (large.stream().distinct().count() != large.size()) {
            throw new Finding("A transaction is on the list twice.", b.newest());
        }
    }

    private static void halfOpen(Bench b) {
        Ticket ticket = b.ticket(1);
        b.applied(b.post("debit", ticket.debit()));
        JsonNode line =
                list(b, from(b), to(b), LIMIT_MAX).stream()
                        .filter(it -> it.path("transaction_id").asText().equals(ticket.debitId()))
                        .findFirst()
                        .orElseThrow(() ->
                                new Finding(
                                        "A debit that was just done is not on the list.",
                                        b.newest()));
        Instant at = at(b, line);
        boolean before = ids(list(b, from(b), at, LIMIT_MAX)).contains(ticket.debitId());
        boolean after = ids(list(b, at, to(b), LIMIT_MAX)).contains(ticket.debitId());
        if (before || !after) {
            throw new Finding(
                    "A transaction at "
                            + at
                            + " is "
                            + (before ? "in" : "not in")
                            + " the period that ends then and "
                            + (after ? "in" : "not in")
                            + " the one that begins then.",
                    b.newest());
        }
    }

    private static void signedOnly(Bench b) {
        ObjectNode page = page(from(b), to(b), Optional.empty(), 1);
        b.refused(b.send(b.message("transactions", page).signature("")), "SIGNATURE_INVALID");
    }

    private static void agree(Bench b) {
        Map<String, JsonNode> theirs = new LinkedHashMap<>();
        for (JsonNode line : list(b, from(b), to(b), LIMIT_MAX)) {
            theirs.put(line.path("transaction_id").asText(), line);
        }
        List<String> wrong = new ArrayList<>();
        for (Line ours : b.run().booked()) {
            JsonNode line = theirs.remove(ours.transaction());
            String differs = line == null ? "is not on the list" : difference(ours, line);
            if (!differs.isEmpty()) {
                wrong.add(ours.kind() + " " + ours.transaction() + " " + differs);
            }
        }
        for (JsonNode line : theirs.values()) {
            if (line.path("moved").asBoolean()) {
                wrong.add(
                        line.path("kind").asText()
                                + " "
                                + line.path("transaction_id").asText()
                                + " is on the list, and was never answered as done");
            }
        }
        if (!wrong.isEmpty()) {
            throw new Finding(
                    wrong.size()
                            + " transactions differ: "
                            + String.join("; ", wrong.subList(0, Math.min(5, wrong.size())))
                            + (wrong.size() > 5 ? "; ..." : "."),
                    b.newest());
        }
    }

    private static void balanceIsTheSum(Bench b) {
        long now = b.readBalance();
        long expected = b.run().expectedBalance();
        if (now != expected) {
            throw new Finding(
                    "The balance is "
                            + now
                            + "; by everything that was done it should be "
                            + expected
                            + ".",
                    b.newest());
        }
    }

    private static String difference(Line ours, JsonNode line) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", ours.kind());
        fields.put("player", ours.player());
        fields.put("ticket_id", ours.ticket());
        fields.put("game", ours.game());
        fields.put("round_id", ours.roundId());
        fields.put("currency", ours.currency());
        fields.put("mode", ours.mode());
        if (!ours.operatorTransaction().isEmpty()) {
            fields.put("operator_transaction_id", ours.operatorTransaction());
        }
        if (ours.amount() != 0) {
            fields.put("moved", Boolean.toString(ours.moved()));
        } else if (ours.kind().equals("ROLLBACK") && !ours.moved()) {
            fields.put("moved", "false");
        }
        if (ours.moved()) {
            fields.put("amount", Long.toString(ours.amount()));
        }
        for (var field : fields.entrySet()) {
            String theirs = line.path(field.getKey()).asText("");
            if (!theirs.equals(field.getValue())) {
                return "has "
                        + field.getKey()
                        + " "
                        + (theirs.isEmpty() ? "(none)" : theirs)
                        + " and should have "
                        + field.getValue();
            }
        }
        return "";
    }

    private static List<JsonNode> list(Bench b, Instant from, Instant to, int limit) {
        List<JsonNode> lines = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Exchange exchange = b.post("transactions", page(from, to, after, limit));
            JsonNode body = b.applied(exchange).body();
            JsonNode found = body.path("transactions");
            b.check(
                    found.isArray() && found.size() <= limit,
                    "A page has no \"transactions\", or more of them than the limit of " + limit,
                    exchange);
            found.forEach(line -> {
                // Other players may play meanwhile.
                String ticket = line.path("ticket_id").asText("");
                if (b.run()
                        .ours(ticket.isEmpty() ? line.path("transaction_id").asText() : ticket)) {
                    lines.add(line);
                }
            });
            JsonNode next = body.path("next");
            if (!next.isTextual()) {
                return lines;
            }
            b.check(
                    !after.equals(Optional.of(next.textValue())),
                    "The cursor does not move on: " + next,
                    exchange);
            after = Optional.of(next.textValue());
        }
        throw new Finding("The list has no end after " + PAGES_MAX + " pages.", b.newest());
    }

    private static Instant at(Bench b, JsonNode line) {
        String at = line.path("at").asText();
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException notATime) {
            throw new Finding(
                    "The time of a transaction is no RFC 3339 time in UTC: \""
                            + at
                            + "\"; say 2026-01-01T12:00:00.000Z.",
                    b.newest());
        }
    }

    private static List<String> ids(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("transaction_id").asText()).toList();
    }

    private static Instant from(Bench b) {
        return b.run().startedAt().minus(SKEW);
    }

    private static Instant to(Bench b) {
        return b.run().startedAt().plus(Duration.ofHours(24));
    }

    private static ObjectNode page(Instant from, Instant to, Optional<String> after, int limit) {
        ObjectNode page =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("from", from.toString())
                        .put("to", to.toString());
        after.ifPresentOrElse(cursor -> page.put("after", cursor), () -> page.putNull("after"));
        return page.put("limit", limit);
    }
}
