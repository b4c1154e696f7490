package fairdraw.reporting.reconcile;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import fairdraw.events.v1.Adjustment;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.StatementLine;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.events.v1.WalletStatement;
import fairdraw.kernel.Currencies;
import fairdraw.kernel.Ids;
import fairdraw.reporting.feed.PoisonException;
import fairdraw.reporting.reconcile.Movement.Kind;
import fairdraw.reporting.reconcile.Saying.Booked;
import fairdraw.reporting.reconcile.Saying.State;
import fairdraw.reporting.reconcile.Saying.Stated;
import fairdraw.reporting.reconcile.Saying.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the events of the three sides. */
final class KafkaSayings {

    /** Bounds the memory and the transaction of one page. */
    static final int LINES_MAX = 20_000;

    private static final int CHARS_MAX = 200;
    private static final long SANE_FROM_MS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long SANE_TO_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
    private static final Set<String> MODES = Set.of("REAL", "TEST");

    private KafkaSayings() {}

    /** The debit that an accepted ticket stands for; other events of bets move nothing. */
    static Optional<Booked> bet(byte[] payload) throws PoisonException {
        BetEvent event = parsed(BetEvent.parser(), payload);
        if (!event.hasAccepted()) {
            return Optional.empty();
        }
        text("ticket", event.getTicket());
        return Optional.of(
                new Booked(
                        movement(
                                event.getOperator(),
                                Ids.derived("debit", event.getTicket()).toString(),
                                Kind.DEBIT,
                                event.getPlayer(),
                                event.getTicket(),
                                event.getGame(),
                                event.getRound(),
                                event.getCurrency(),
                                event.getMode(),
                                // A free bet is debited by 0.
                                event.getAccepted().getFreeBet().isEmpty()
                                        ? event.getAccepted().getStake()
                                        : 0,
                                event.getAtMs())));
    }

    /** What the engine ordered; control totals of a round move nothing. */
    static Optional<Booked> command(byte[] payload) throws PoisonException {
        WalletCommand event = parsed(WalletCommand.parser(), payload);
        return switch (event.getCommandCase()) {
            case CREDIT -> ordered(event, Kind.CREDIT, event.getCredit().getAmount());
            case ROLLBACK -> ordered(event, Kind.ROLLBACK, event.getRollback().getAmount());
            case ADJUSTMENT ->
                    ordered(event, Kind.ADJUSTMENT, event.getAdjustment().getAmount())
                            .map(order -> correction(order, event.getAdjustment()));
            case PROMOTION -> ordered(event, Kind.PROMOTION, event.getPromotion().getAmount());
            case ROUND_CLOSE -> Optional.empty();
            case COMMAND_NOT_SET -> throw new PoisonException("wrong value: command");
        };
    }

    private static Booked correction(Booked order, Adjustment adjustment) {
        return new Booked(order.movement(), adjustment.getMarket(), adjustment.getFree());
    }

    private static Optional<Booked> ordered(WalletCommand event, Kind kind, long amount)
            throws PoisonException {
        return Optional.of(
                new Booked(
                        movement(
                                event.getOperator(),
                                event.getTransaction(),
                                kind,
                                event.getPlayer(),
                                event.getTicket(),
                                event.getGame(),
                                event.getRound(),
                                event.getCurrency(),
                                event.getMode(),
                                amount,
                                event.getAtMs())));
    }

    /** What became of a call. */
    static Optional<Told> result(byte[] payload) throws PoisonException {
        WalletResult event = parsed(WalletResult.parser(), payload);
        if (event.getKind() == WalletCallKind.WALLET_CALL_KIND_ROUND_CLOSE) {
            return Optional.empty();
        }
        State state =
                switch (event.getResultCase()) {
                    case APPLIED -> State.APPLIED;
                    case PARKED -> State.PARKED;
                    case NOT_APPLIED -> State.NOT_APPLIED;
                    case UNKNOWN -> State.UNKNOWN;
                    case CLOSED_BY_HAND -> State.CLOSED_BY_HAND;
                    case RESULT_NOT_SET -> throw new PoisonException("wrong value: result");
                };
        String theirs =
                switch (state) {
                    case APPLIED -> event.getApplied().getOperatorTransaction();
                    case CLOSED_BY_HAND -> event.getClosedByHand().getOperatorTransaction();
                    case PARKED, NOT_APPLIED, UNKNOWN -> "";
                };
        return Optional.of(new Told(told(event), state, optional("operator_transaction", theirs)));
    }

    /** A result without a kind says what became of the call and nothing else. */
    private static Movement told(WalletResult event) throws PoisonException {
        Kind kind = kind(event.getKind());
        boolean whole = kind != null;
        return new Movement(
                text("operator", event.getOperator()),
                text("transaction", event.getTransaction()),
                kind,
                optional("player", event.getPlayer()),
                optional("ticket", event.getTicket()),
                optional("game", event.getGame()),
                whole ? event.getRound() : null,
                whole ? currency(event.getCurrency()) : null,
                whole ? mode(event.getMode()) : null,
                whole ? event.getAmount() : null,
                at("at_ms", event.getAtMs()));
    }

    /** A page of an operator's list. */
    static StatementPage statement(byte[] payload) throws PoisonException {
        WalletStatement event = parsed(WalletStatement.parser(), payload);
        String operator = text("operator", event.getOperator());
        Instant from = at("from_ms", event.getFromMs());
        Instant to = at("to_ms", event.getToMs());
        Instant fetchedAt = at("fetched_at_ms", event.getFetchedAtMs());
        require(from.isBefore(to), "to_ms");
        require(event.getPage() >= 0, "page");
        require(event.getLinesCount() <= LINES_MAX, "lines");
        var lines = new ArrayList<Stated>();
        for (StatementLine line : event.getLinesList()) {
            if (line.getKind() != WalletCallKind.WALLET_CALL_KIND_ROUND_CLOSE) {
                lines.add(line(operator, fetchedAt, line));
            }
        }
        return new StatementPage(
                operator,
                text("statement", event.getStatement()),
                event.getPage(),
                event.getLast(),
                from,
                to,
                fetchedAt,
                List.copyOf(lines));
    }

    private static Stated line(String operator, Instant fetchedAt, StatementLine line)
            throws PoisonException {
        Kind kind = kind(line.getKind());
        require(kind != null, "kind");
        return new Stated(
                movement(
                        operator,
                        line.getTransaction(),
                        kind,
                        line.getPlayer(),
                        line.getTicket(),
                        line.getGame(),
                        line.getRound(),
                        line.getCurrency(),
                        line.getMode(),
                        line.getAmount(),
                        line.getAtMs()),
                bounded("operator_transaction", line.getOperatorTransaction()),
                line.getMoved(),
                fetchedAt);
    }

    private static Movement movement(
            String operator,
            String transaction,
            @Nullable Kind kind,
            String player,
            String ticket,
            String game,
            long round,
            String currency,
            String mode,
            long amount,
            long atMs)
            throws PoisonException {
        require(kind == Kind.ADJUSTMENT || amount >= 0, "amount");
        return new Movement(
                text("operator", operator),
                text("transaction", transaction),
                kind,
                optional("player", player),
                optional("ticket", ticket),
                optional("game", game),
                round,
                currency(currency),
                mode(mode),
                amount,
                at("at_ms", atMs));
    }

    private static @Nullable Kind kind(WalletCallKind kind) throws PoisonException {
        return switch (kind) {
            case WALLET_CALL_KIND_UNSPECIFIED -> null;
            case WALLET_CALL_KIND_DEBIT -> Kind.DEBIT;
            case WALLET_CALL_KIND_CREDIT -> Kind.CREDIT;
            case WALLET_CALL_KIND_ROLLBACK -> Kind.ROLLBACK;
            case WALLET_CALL_KIND_ADJUSTMENT -> Kind.ADJUSTMENT;
            case WALLET_CALL_KIND_PROMOTION -> Kind.PROMOTION;
            case WALLET_CALL_KIND_ROUND_CLOSE, UNRECOGNIZED ->
                    throw new PoisonException("wrong value: kind");
        };
    }

    private static <T> T parsed(Parser<T> parser, byte[] payload) throws PoisonException {
        try {
            return parser.parseFrom(ByteString.copyFrom(payload));
        } catch (InvalidProtocolBufferException notProtobuf) {
            throw new PoisonException("not such an event: " + notProtobuf.getMessage());
        }
    }

    private static String currency(String code) throws PoisonException {
        require(Currencies.known(code), "currency");
        return code;
    }

    private static String mode(String mode) throws PoisonException {
        require(MODES.contains(mode), "mode");
        return mode;
    }

    private static Instant at(String field, long atMs) throws PoisonException {
        require(atMs > SANE_FROM_MS && atMs < SANE_TO_MS, field);
        return Instant.ofEpochMilli(atMs);
    }

    private static @Nullable String optional(String field, String text) throws PoisonException {
        return text.isEmpty() ? null : bounded(field, text);
    }

    private static String text(String field, String text) throws PoisonException {
        require(!text.isBlank(), field);
        return bounded(field, text);
    }

    private static String bounded(String field, String text) throws PoisonException {
        require(text.length() <= CHARS_MAX, field);
        // The database takes no zero, and an id with a control character is nobody's.
        require(text.chars().noneMatch(Character::isISOControl), field);
        return text;
    }

    private static void require(boolean holds, String field) throws PoisonException {
        if (!holds) {
            throw new PoisonException("wrong value: " + field);
        }
    }
}
