package fairdraw.gateway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.events.v1.StatementLine;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.gateway.round.RoundId;
import fairdraw.kernel.Currencies;
import fairdraw.kernel.RefusedException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A page of an operator's own list, as it is asked for and as it comes. */
final class HttpStatement {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHARS_MAX = 200;
    private static final int CURSOR_CHARS_MAX = 500;
    private static final Set<String> MODES = Set.of("REAL", "TEST");

    private HttpStatement() {}

    /** A page, or what is wrong with it. */
    sealed interface Page {

        /**
         * A page that can be read.
         *
         * @param next cursor of the next page; empty at the end
         */
        record Read(List<StatementLine> lines, Optional<String> next) implements Page {}

        /**
         * A page with something in it that no books can hold.
         *
         * @param what line and field
         */
        record Wrong(String what) implements Page {}
    }

    static String body(Statement statement) {
        return new JsonObject()
                .put("from", statement.from().toString())
                .put("to", statement.to().toString())
                .put("after", statement.cursor().orElse(null))
                .put("limit", Statement.LINES_MAX)
                .encode();
    }

    /** Reads a page of the statement; one line that is wrong makes the page wrong. */
    static Page read(Statement statement, String body) {
        try {
            return page(statement, JSON.readTree(body));
        } catch (JsonProcessingException notJson) {
            return new Page.Wrong("not JSON");
        } catch (WrongException wrong) {
            return new Page.Wrong(wrong.what);
        }
    }

    private static Page page(Statement statement, JsonNode page) throws WrongException {
        JsonNode transactions = page.path("transactions");
        if (transactions.size() > Statement.LINES_MAX) {
            throw new WrongException("more than " + Statement.LINES_MAX + " lines");
        }
        List<StatementLine> lines = new ArrayList<>(transactions.size());
        for (JsonNode line : transactions) {
            lines.add(new Line(lines.size(), line).read(statement));
        }
        JsonNode next = page.path("next");
        if (next.isMissingNode() || next.isNull()) {
            return new Page.Read(lines, Optional.empty());
        }
        String cursor = next.asText();
        if (cursor.isEmpty() || cursor.length() > CURSOR_CHARS_MAX) {
            throw new WrongException("next");
        }
        // A cursor that stands still would never end.
        if (statement.cursor().equals(Optional.of(cursor)) || lines.isEmpty()) {
            throw new WrongException("next does not move on");
        }
        return new Page.Read(lines, Optional.of(cursor));
    }

    private record Line(int index, JsonNode json) {

        StatementLine read(Statement statement) throws WrongException {
            WalletCallKind kind = kind();
            StatementLine.Builder line = line(kind, statement);
            // A promotion belongs to no round.
            if (kind != WalletCallKind.WALLET_CALL_KIND_PROMOTION) {
                RoundId round = round();
                line.setGame(round.game()).setRound(round.number());
            }
            return line.build();
        }

        private StatementLine.Builder line(WalletCallKind kind, Statement statement)
                throws WrongException {
            return StatementLine.newBuilder()
                    .setTransaction(filled("transaction_id"))
                    .setKind(kind)
                    .setPlayer(text("player"))
                    .setTicket(text("ticket_id"))
                    .setCurrency(currency())
                    .setMode(mode())
                    .setAmount(amount(kind))
                    .setOperatorTransaction(text("operator_transaction_id"))
                    .setAtMs(at(statement).toEpochMilli())
                    .setMoved(moved());
        }

        private WalletCallKind kind() throws WrongException {
            return switch (filled("kind")) {
                case "DEBIT" -> WalletCallKind.WALLET_CALL_KIND_DEBIT;
                case "CREDIT" -> WalletCallKind.WALLET_CALL_KIND_CREDIT;
                case "ROLLBACK" -> WalletCallKind.WALLET_CALL_KIND_ROLLBACK;
                case "ADJUSTMENT" -> WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT;
                case "PROMOTION" -> WalletCallKind.WALLET_CALL_KIND_PROMOTION;
                case "ROUND_CLOSE" -> WalletCallKind.WALLET_CALL_KIND_ROUND_CLOSE;
                default -> throw wrong("kind");
            };
        }

        private RoundId round() throws WrongException {
            try {
                return RoundId.parse("round_id", filled("round_id"));
            } catch (RefusedException otherForm) {
                throw wrong("round_id");
            }
        }

        private String currency() throws WrongException {
            String code = filled("currency");
            if (!Currencies.known(code)) {
                throw wrong("currency");
            }
            return code;
        }

        private String mode() throws WrongException {
            String mode = filled("mode");
            if (!MODES.contains(mode)) {
                throw wrong("mode");
            }
            return mode;
        }

        private long amount(WalletCallKind kind) throws WrongException {
            JsonNode amount = json.path("amount");
            if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
                throw wrong("amount");
            }
            if (amount.longValue() < 0 && kind != WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT) {
                throw wrong("amount");
            }
            return amount.longValue();
        }

        /** A line outside the period speaks for another statement. */
        private Instant at(Statement statement) throws WrongException {
            try {
                Instant at = Instant.parse(filled("at"));
                if (!at.isBefore(statement.from()) && at.isBefore(statement.to())) {
                    return at;
                }
            } catch (DateTimeException notATime) {
                throw wrong("at");
            }
            throw wrong("at, which is not in the period");
        }

        private boolean moved() throws WrongException {
            JsonNode moved = json.path("moved");
            if (!moved.isBoolean()) {
                throw wrong("moved");
            }
            return moved.booleanValue();
        }

        private String filled(String field) throws WrongException {
            String text = text(field);
            if (text.isBlank()) {
                throw wrong(field);
            }
            return text;
        }

        private String text(String field) throws WrongException {
            JsonNode value = json.path(field);
            String text = value.isTextual() ? value.textValue() : "";
            boolean missing = value.isMissingNode() || value.isNull();
            if (!missing && !value.isTextual()
                    || text.length() > CHARS_MAX
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw wrong(field);
            }
            return text;
        }

        private WrongException wrong(String field) {
            return new WrongException("transactions[" + index + "]." + field);
        }
    }

    private static final class WrongException extends Exception {

        private static final long serialVersionUID = 1;

        private final String what;

        WrongException(String what) {
            super(what, null, false, false);
            this.what = what;
        }
    }
}
