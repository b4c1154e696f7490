package fairdraw.reporting.reconcile;

import com.google.protobuf.MessageLite;
import fairdraw.events.v1.Adjustment;
import fairdraw.events.v1.Applied;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.ClosedByHand;
import fairdraw.events.v1.Credit;
import fairdraw.events.v1.NotApplied;
import fairdraw.events.v1.Parked;
import fairdraw.events.v1.Promotion;
import fairdraw.events.v1.Rollback;
import fairdraw.events.v1.StatementLine;
import fairdraw.events.v1.TicketAccepted;
import fairdraw.events.v1.Unknown;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.events.v1.WalletStatement;
import fairdraw.kernel.Ids;
import fairdraw.reporting.Feed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What engine, gateway and operator tell of one operator's day, 2026-03-02 at noon. */
final class ThreeSides {

    static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
    static final long MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    static final long NEXT = Instant.parse("2026-03-03T00:00:00Z").toEpochMilli();

    static final WalletCallKind DEBIT = WalletCallKind.WALLET_CALL_KIND_DEBIT;
    static final WalletCallKind CREDIT = WalletCallKind.WALLET_CALL_KIND_CREDIT;
    static final WalletCallKind ROLLBACK = WalletCallKind.WALLET_CALL_KIND_ROLLBACK;
    static final WalletCallKind ADJUSTMENT = WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT;

    static final WalletCallKind PROMOTION = WalletCallKind.WALLET_CALL_KIND_PROMOTION;

    final String operator;
    final long atMs;
    final List<Sent> sent = new ArrayList<>();
    final List<StatementLine> lines = new ArrayList<>();

    /** An event as it was sent, to send it again. */
    record Sent(String topic, String key, byte[] payload) {}

    ThreeSides(String operator) {
        this(operator, NOON);
    }

    /** Everything happens at one time. */
    ThreeSides(String operator, long atMs) {
        this.operator = operator;
        this.atMs = atMs;
    }

    static String ticket(String name) {
        return Ids.derived("test-ticket", name).toString();
    }

    static String debit(String ticket) {
        return Ids.derived("debit", ticket).toString();
    }

    static String id(String kind, String ticket) {
        return Ids.derived(kind, ticket).toString();
    }

    void accepted(String ticket, long stake) {
        accepted(ticket, stake, atMs);
    }

    void accepted(String ticket, long stake, long atMs) {
        send(
                "fairdraw.bets.v1",
                operator,
                BetEvent.newBuilder()
                        .setOperator(operator)
                        .setPlayer("p1")
                        .setTicket(ticket)
                        .setGame("digits-3")
                        .setRound(7)
                        .setCurrency("EUR")
                        .setMode("REAL")
                        .setAtMs(atMs)
                        .setAccepted(TicketAccepted.newBuilder().setStake(stake))
                        .build());
    }

    /** A ticket that is played with a free bet: its debit moves nothing. */
    void acceptedFree(String ticket, long stake) {
        send(
                "fairdraw.bets.v1",
                operator,
                BetEvent.newBuilder()
                        .setOperator(operator)
                        .setPlayer("p1")
                        .setTicket(ticket)
                        .setGame("digits-3")
                        .setRound(7)
                        .setCurrency("EUR")
                        .setMode("REAL")
                        .setAtMs(NOON)
                        .setAccepted(TicketAccepted.newBuilder().setStake(stake).setFreeBet("gift"))
                        .build());
    }

    WalletCommand.Builder command(String transaction, String ticket) {
        return WalletCommand.newBuilder()
                .setTransaction(transaction)
                .setOperator(operator)
                .setPlayer("p1")
                .setTicket(ticket)
                .setGame("digits-3")
                .setRound(7)
                .setCurrency("EUR")
                .setMode("REAL")
                .setAtMs(atMs);
    }

    void order(WalletCommand.Builder command) {
        send("fairdraw.wallet-commands.v1", operator + "/p1", command.build());
    }

    void ordered(WalletCallKind kind, String transaction, String ticket, long amount) {
        var command = command(transaction, ticket);
        switch (kind) {
            case WALLET_CALL_KIND_CREDIT ->
                    command.setCredit(
                            Credit.newBuilder()
                                    .setAmount(amount)
                                    .setDebitTransaction(debit(ticket)));
            case WALLET_CALL_KIND_ROLLBACK ->
                    command.setRollback(
                            Rollback.newBuilder().setAmount(amount).setReason("DEBIT_UNKNOWN"));
            case WALLET_CALL_KIND_ADJUSTMENT ->
                    command.setAdjustment(
                            Adjustment.newBuilder().setAmount(amount).setReason("test"));
            case WALLET_CALL_KIND_PROMOTION ->
                    command.setPromotion(
                            Promotion.newBuilder().setAmount(amount).setReason("test"));
            default -> throw new IllegalArgumentException(kind.name());
        }
        order(command);
    }

    WalletResult.Builder result(
            WalletCallKind kind, String transaction, String ticket, long amount) {
        return WalletResult.newBuilder()
                .setTransaction(transaction)
                .setOperator(operator)
                .setPlayer("p1")
                .setKind(kind)
                .setTicket(ticket)
                .setGame("digits-3")
                .setRound(7)
                .setCurrency("EUR")
                .setMode("REAL")
                .setAmount(amount)
                .setAttempts(1)
                .setAtMs(atMs);
    }

    void tell(WalletResult.Builder result) {
        send("fairdraw.wallet-results.v1", operator + "/p1", result.build());
    }

    void applied(WalletCallKind kind, String transaction, String ticket, long amount) {
        tell(
                result(kind, transaction, ticket, amount)
                        .setApplied(
                                Applied.newBuilder().setOperatorTransaction("o" + transaction)));
    }

    void unknown(WalletCallKind kind, String transaction, String ticket, long amount) {
        tell(
                result(kind, transaction, ticket, amount)
                        .setUnknown(Unknown.newBuilder().setCause("timeout")));
    }

    void parked(WalletCallKind kind, String transaction, String ticket, long amount) {
        tell(
                result(kind, transaction, ticket, amount)
                        .setParked(Parked.newBuilder().setCause("retries ended")));
    }

    void refused(WalletCallKind kind, String transaction, String ticket, long amount) {
        tell(
                result(kind, transaction, ticket, amount)
                        .setNotApplied(NotApplied.newBuilder().setCode("INSUFFICIENT_FUNDS")));
    }

    void closedByHand(WalletCallKind kind, String transaction, String ticket, long amount) {
        tell(
                result(kind, transaction, ticket, amount)
                        .setClosedByHand(ClosedByHand.newBuilder().setOperatorTransaction("hand")));
    }

    StatementLine.Builder line(
            WalletCallKind kind, String transaction, String ticket, long amount) {
        return StatementLine.newBuilder()
                .setTransaction(transaction)
                .setKind(kind)
                .setPlayer("p1")
                .setTicket(ticket)
                .setGame("digits-3")
                .setRound(7)
                .setCurrency("EUR")
                .setMode("REAL")
                .setAmount(amount)
                .setOperatorTransaction("o" + transaction)
                .setAtMs(atMs + 20)
                .setMoved(true);
    }

    void list(StatementLine.Builder line) {
        lines.add(line.build());
    }

    void listed(WalletCallKind kind, String transaction, String ticket, long amount) {
        list(line(kind, transaction, ticket, amount));
    }

    /** All three sides agree on one paid ticket. */
    void wholeTicket(String ticket, long stake, long payout) {
        accepted(ticket, stake);
        applied(DEBIT, debit(ticket), ticket, stake);
        listed(DEBIT, debit(ticket), ticket, stake);
        if (payout > 0) {
            ordered(CREDIT, id("credit", ticket), ticket, payout);
            applied(CREDIT, id("credit", ticket), ticket, payout);
            listed(CREDIT, id("credit", ticket), ticket, payout);
        }
    }

    /** The operator's list of the day, and an empty one of the day after, as two pages each. */
    void statements() {
        statement("s-" + operator, MIDNIGHT, NEXT, NEXT + 1_000, lines);
        statement("n-" + operator, NEXT, NEXT + 86_400_000, NEXT + 87_000_000, List.of());
        statement("p-" + operator, MIDNIGHT - 86_400_000, MIDNIGHT, NEXT, List.of());
    }

    void statement(String id, long from, long to, long fetched, List<StatementLine> of) {
        int half = of.size() / 2;
        page(id, from, to, fetched, 0, false, of.subList(0, half));
        page(id, from, to, fetched, 1, true, of.subList(half, of.size()));
    }

    void page(
            String id,
            long from,
            long to,
            long fetched,
            int page,
            boolean last,
            List<StatementLine> of) {
        send(
                "fairdraw.wallet-statements.v1",
                operator,
                WalletStatement.newBuilder()
                        .setStatement(id)
                        .setOperator(operator)
                        .setFromMs(from)
                        .setToMs(to)
                        .setFetchedAtMs(fetched)
                        .setPage(page)
                        .setLast(last)
                        .addAllLines(of)
                        .build());
    }

    private void send(String topic, String key, MessageLite event) {
        var once = new Sent(topic, key, event.toByteArray());
        sent.add(once);
        Feed.send(once.topic, once.key, once.payload);
    }

    /** Sends everything again, the oldest first. */
    void replay() {
        List.copyOf(sent).forEach(each -> Feed.send(each.topic, each.key, each.payload));
    }
}
