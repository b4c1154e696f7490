package fairdraw.operatorkit.tester.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import fairdraw.operatorkit.tester.wire.Answer;
import fairdraw.operatorkit.tester.wire.Contract;
import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Our side of the books: what must have moved, going by what the wallet itself answered. */
final class Book {

    private static final Set<String> KINDS =
            Set.of("debit", "credit", "rollback", "adjustment", "promotion");

    private Book() {}

    /** One line for every transaction that the wallet said is there, in the order of answers. */
    static List<Line> lines(List<Exchange> arrived, Contract contract) {
        Map<String, Exchange> first = new LinkedHashMap<>();
        Map<String, Long> debits = new LinkedHashMap<>();
        for (Exchange exchange : arrived) {
            if (!KINDS.contains(exchange.message().call())
                    || !(exchange.read(contract) instanceof Answer.Applied)) {
                continue;
            }
            JsonNode body = body(exchange);
            String id = body.path("transaction_id").asText();
            if (first.putIfAbsent(id, exchange) == null
                    && exchange.message().call().equals("debit")) {
                debits.put(id, body.path("amount").asLong());
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Exchange exchange : first.values()) {
            lines.add(line(exchange, contract, debits));
        }
        return lines;
    }

    private static Line line(Exchange exchange, Contract contract, Map<String, Long> debits) {
        JsonNode body = body(exchange);
        String kind = exchange.message().call().toUpperCase(Locale.ROOT);
        long amount = body.path("amount").asLong();
        boolean moved = true;
        if (kind.equals("ROLLBACK")) {
            // Once: what one rollback gave back is not there for a second one.
            Long debited = debits.remove(body.path("debit_transaction_id").asText());
            moved = debited != null;
            amount = debited == null ? 0 : debited;
        }
        String own =
                exchange.read(contract) instanceof Answer.Applied applied
                        ? applied.operatorTransaction()
                        : "";
        return new Line(
                body.path("transaction_id").asText(),
                kind,
                body.path("player").asText(),
                body.path("ticket_id").asText(),
                body.path("game").asText(),
                body.path("round_id").asText(),
                body.path("currency").asText(),
                body.path("mode").asText(),
                amount,
                moved,
                own);
    }

    private static JsonNode body(Exchange exchange) {
        return Exchange.object(exchange.message().text())
                .<JsonNode>map(it -> it)
                .orElseGet(MissingNode::getInstance);
    }
}
