package fairdraw.gateway.ticket;

import fairdraw.engine.v1.Refused;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.Ticket;
import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.delivery.PgDeliveryLog;
import fairdraw.gateway.session.FindSession;
import fairdraw.gateway.session.Session;
import fairdraw.gateway.wallet.CallWallet;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletBusyException;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.gateway.wallet.WalletRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Places a ticket (spec 5): reserve at the engine, debit at the operator's wallet within a deadline
 * that leaves time to confirm, then confirm, decline or expire. This process may die between any
 * two of these: the engine expires what was not confirmed, and owes the rollback.
 */
@ApplicationScoped
class PlaceTicket {

    private static final Logger LOG = Logger.getLogger(PlaceTicket.class);

    /** Kept back of the time to {@code confirmBy}, for the confirmation itself. */
    static final Duration CONFIRM_MARGIN = Duration.ofMillis(300);

    /** With less time than that a debit is not even sent. */
    static final Duration DEBIT_MIN = Duration.ofMillis(50);

    /** How long a repeated request waits past the cut-off for the first one's end. */
    private static final Duration AWAIT_MARGIN = Duration.ofSeconds(2);

    private final PgOperators operators;
    private final FindSession sessions;
    private final GrpcTickets tickets;
    private final CallWallet wallet;
    private final PgDeliveryLog log;
    private final InstantSource clock;

    PlaceTicket(
            PgOperators operators,
            FindSession sessions,
            GrpcTickets tickets,
            CallWallet wallet,
            PgDeliveryLog log,
            InstantSource clock) {
        this.operators = operators;
        this.sessions = sessions;
        this.tickets = tickets;
        this.wallet = wallet;
        this.log = log;
        this.clock = clock;
    }

    /** Places the ticket that this key names; again is the same as once. */
    Uni<Placed> place(BetRequest.Checked bet, String idempotencyKey) {
        Optional<Refusal> closed = closed(bet);
        if (closed.isPresent()) {
            return refused(closed.get());
        }
        String ticket = Ids.derived(bet.operator(), bet.player(), idempotencyKey).toString();
        Uni<Placed> placing =
                ownSession(bet)
                        .chain(() -> tickets.reserve(ticket, bet))
                        .chain(reserved -> reserved(bet, reserved))
                        .onFailure()
                        .recoverWithUni(failure -> notReached(ticket, failure));
        // A caller that hangs up must not leave the ticket between debit and confirmation.
        return Uni.createFrom()
                .emitter(emitter -> placing.subscribe().with(emitter::complete, emitter::fail));
    }

    private Optional<Refusal> closed(BetRequest.Checked bet) {
        Optional<Operator> operator = operators.find(bet.operator()).filter(Operator::active);
        if (operator.isEmpty()) {
            return Optional.of(Refusal.of(RefusalCode.OPERATOR_NOT_ACTIVE));
        }
        if (!operator.get().currencies().contains(bet.currency())) {
            return Optional.of(
                    Refusal.of(
                            RefusalCode.CURRENCY_NOT_ALLOWED,
                            "currency",
                            RefusalCode.CURRENCY_NOT_ALLOWED.sentence()));
        }
        return Optional.empty();
    }

    /** An operator may name the player's session: it must be live, and that player's. */
    private Uni<Void> ownSession(BetRequest.Checked bet) {
        if (bet.session().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sessions.live(BetRequest.sessionId(bet))
                .invoke(session -> requireOwn(bet, session))
                .replaceWithVoid();
    }

    private static void requireOwn(BetRequest.Checked bet, Session session) {
        if (!session.operator().equals(bet.operator())
                || !session.player().equals(bet.player())
                || !session.mode().equals(bet.mode())) {
            throw BetRequest.foreign("session", "The session is not this player's in this mode.");
        }
        BetRequest.requireSession(session.currency(), session.game(), bet.round(), bet.currency());
    }

    private Uni<Placed> reserved(BetRequest.Checked bet, ReserveResponse reserved) {
        return switch (reserved.getResultCase()) {
            case RESERVED -> debit(bet, reserved.getReserved());
            case REPLAYED -> replayed(reserved.getReplayed());
            case REFUSED -> refused(refusal(reserved.getRefused()));
            case RESULT_NOT_SET -> throw new IllegalStateException("an empty answer to Reserve");
        };
    }

    /** The same request came before: its answer, for which we wait while it is in flight. */
    private Uni<Placed> replayed(Ticket ticket) {
        return switch (ticket.getState()) {
            case TICKET_STATE_RESERVED ->
                    tickets.await(
                                    ticket.getGame(),
                                    ticket.getId(),
                                    untilCutOff(ticket).plus(AWAIT_MARGIN))
                            .onFailure()
                            .recoverWithItem(ticket)
                            .map(PlaceTicket::told);
            case TICKET_STATE_ACCEPTED,
                    TICKET_STATE_DECLINED,
                    TICKET_STATE_EXPIRED,
                    TICKET_STATE_SETTLED,
                    TICKET_STATE_REFUNDED,
                    TICKET_STATE_UNSPECIFIED,
                    UNRECOGNIZED ->
                    Uni.createFrom().item(told(ticket));
        };
    }

    private Uni<Placed> debit(BetRequest.Checked bet, Ticket ticket) {
        if (!wallet.ready(bet.operator())) {
            return decline(ticket, RefusalCode.WALLET_UNAVAILABLE);
        }
        Duration deadline = untilCutOff(ticket).minus(CONFIRM_MARGIN);
        if (deadline.compareTo(DEBIT_MIN) < 0) {
            return decline(ticket, RefusalCode.ROUND_NOT_OPEN);
        }
        var request =
                new WalletRequest(
                        WalletCall.DEBIT,
                        bet.operator(),
                        UUID.fromString(ticket.getDebitTransaction()),
                        HttpDebit.body(ticket),
                        ticket.getFreeBet());
        return wallet.now(request, deadline)
                .invoke(exchange -> log(ticket, exchange))
                .chain(exchange -> debited(ticket, exchange.answer()))
                .onFailure(WalletBusyException.class)
                .recoverWithUni(() -> decline(ticket, RefusalCode.WALLET_UNAVAILABLE));
    }

    private Uni<Placed> debited(Ticket ticket, WalletAnswer answer) {
        return switch (answer) {
            case WalletAnswer.Applied applied ->
                    tickets.confirm(ticket, applied.operatorTransaction())
                            .map(confirmed -> told(confirmed, applied.balance()));
            case WalletAnswer.NotApplied not ->
                    decline(ticket, wallet.catalogue().problem(not.code()));
            case WalletAnswer.Unknown unknown -> {
                LOG.warnf("debit unknown ticket=%s cause=%s", ticket.getId(), unknown.cause());
                yield tickets.expire(ticket, RefusalCode.DEBIT_UNKNOWN.name())
                        .map(PlaceTicket::told);
            }
        };
    }

    /** No money moved; should the engine not hear of it, it expires the ticket by itself. */
    private Uni<Placed> decline(Ticket ticket, RefusalCode code) {
        return tickets.decline(ticket, code.name())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf(
                                "decline not heard ticket=%s cause=%s",
                                ticket.getId(), failure.toString()))
                .onFailure()
                .recoverWithItem(ticket)
                .map(declined -> refusal(ticket, code, "NOT_APPLIED"));
    }

    /**
     * The engine did not answer, or with what says nothing about the ticket. Whether one came of it
     * only the engine knows: the same key asks again.
     */
    private static Uni<Placed> notReached(String ticket, Throwable failure) {
        Optional<Refusal> refusal = GrpcRefusals.refusal(failure);
        if (refusal.isPresent() && !GrpcTickets.mayChange(failure)) {
            return refused(refusal.get());
        }
        LOG.warnf("ticket undecided ticket=%s cause=%s", ticket, failure.toString());
        return Uni.createFrom()
                .item(
                        new Placed.Refused(
                                with(
                                        Refusal.of(RefusalCode.UNAVAILABLE),
                                        Map.of("outcome", "UNKNOWN", "ticketId", ticket))));
    }

    private Duration untilCutOff(Ticket ticket) {
        return Duration.between(clock.instant(), Instant.ofEpochMilli(ticket.getConfirmByMs()));
    }

    private void log(Ticket ticket, WalletExchange exchange) {
        log.append(
                new PgDeliveryLog.Debit(
                        exchange,
                        ticket.getPlayer(),
                        ticket.getId(),
                        ticket.getGame(),
                        ticket.getRound(),
                        ticket.getCurrency(),
                        HttpDebit.amount(ticket),
                        TicketView.mode(ticket),
                        exchange.answer() instanceof WalletAnswer.Applied applied
                                ? applied.operatorTransaction()
                                : ""));
    }

    private static Placed told(Ticket ticket) {
        return told(ticket, OptionalLong.empty());
    }

    /** What the caller is told of a ticket, by its state alone: the same at every retry. */
    private static Placed told(Ticket ticket, OptionalLong balance) {
        return switch (ticket.getState()) {
            case TICKET_STATE_ACCEPTED, TICKET_STATE_SETTLED, TICKET_STATE_REFUNDED ->
                    new Placed.Taken(TicketView.of(ticket, balance));
            case TICKET_STATE_DECLINED ->
                    refusal(ticket, code(ticket, RefusalCode.WALLET_DECLINED), "NOT_APPLIED");
            case TICKET_STATE_EXPIRED ->
                    refusal(
                            ticket,
                            code(ticket, RefusalCode.DEBIT_UNKNOWN),
                            TicketView.outcome(ticket));
            case TICKET_STATE_RESERVED ->
                    refusal(ticket, RefusalCode.IDEMPOTENCY_IN_FLIGHT, "UNKNOWN");
            case TICKET_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("ticket without state " + ticket.getId());
        };
    }

    private static RefusalCode code(Ticket ticket, RefusalCode otherwise) {
        return Arrays.stream(RefusalCode.values())
                .filter(code -> code.name().equals(ticket.getReason()))
                .findFirst()
                .orElse(otherwise);
    }

    private static Placed refusal(Ticket ticket, RefusalCode code, String outcome) {
        return new Placed.Refused(
                with(Refusal.of(code), Map.of("outcome", outcome, "ticketId", ticket.getId())));
    }

    private static Refusal refusal(Refused refused) {
        RefusalCode code = RefusalCode.valueOf(refused.getCode());
        String detail = refused.getDetail().isEmpty() ? code.sentence() : refused.getDetail();
        Map<String, Object> extra =
                refused.getLargestStake() > 0
                        ? Map.of("largestStake", refused.getLargestStake())
                        : Map.of();
        return new Refusal(code, refused.getField(), detail, extra);
    }

    private static Uni<Placed> refused(Refusal refusal) {
        return Uni.createFrom()
                .item(new Placed.Refused(with(refusal, Map.of("outcome", "NOT_APPLIED"))));
    }

    private static Refusal with(Refusal refusal, Map<String, Object> more) {
        Map<String, Object> extra = new HashMap<>(refusal.extra());
        extra.putAll(more);
        return new Refusal(refusal.code(), refusal.field(), refusal.detail(), extra);
    }
}
