package fairdraw.gateway.delivery;

import fairdraw.events.v1.Applied;
import fairdraw.events.v1.NotApplied;
import fairdraw.events.v1.Parked;
import fairdraw.events.v1.Unknown;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletResult;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What became of each call to a wallet, as the others hear it ({@code wallet-results.v1}). */
public final class KafkaResults {

    private static final String TOPIC = "fairdraw.wallet-results.v1";

    private KafkaResults() {}

    /** A debit, which is sent once: whatever it came to is the end of it. */
    static OutboxEvent of(PgDeliveryLog.Debit debit) {
        var exchange = debit.exchange();
        WalletResult.Builder result =
                WalletResult.newBuilder()
                        .setTransaction(exchange.request().transaction().toString())
                        .setOperator(exchange.request().operator())
                        .setPlayer(debit.player())
                        .setKind(WalletCallKind.WALLET_CALL_KIND_DEBIT)
                        .setTicket(debit.ticket())
                        .setGame(debit.game())
                        .setRound(debit.round())
                        .setCurrency(debit.currency())
                        .setMode(debit.mode())
                        .setAmount(debit.amount())
                        .setAttempts(exchange.before().isPresent() ? 2 : 1)
                        .setAtMs(exchange.at().toEpochMilli());
        switch (exchange.answer()) {
            case WalletAnswer.Applied applied ->
                    result.setApplied(
                            Applied.newBuilder()
                                    .setOperatorTransaction(applied.operatorTransaction()));
            case WalletAnswer.NotApplied not ->
                    result.setNotApplied(NotApplied.newBuilder().setCode(not.code()));
            case WalletAnswer.Unknown unknown ->
                    result.setUnknown(Unknown.newBuilder().setCause(unknown.cause().name()));
        }
        return event(result, exchange.at());
    }

    /**
     * The end of a delivery, good or bad; nothing while it goes on.
     *
     * @param reply what the wallet said, which is the evidence that it saw a seal
     */
    static List<OutboxEvent> of(
            Delivery.Claimed claimed, String reply, RetrySchedule.Verdict verdict, Instant now) {
        Delivery delivery = claimed.delivery();
        if (delivery.call() == WalletCall.ROUND_SEALED) {
            // An acknowledgement moves nothing.
            return verdict instanceof RetrySchedule.Verdict.Done
                    ? List.of(KafkaSealAck.event(delivery, reply, now))
                    : List.of();
        }
        WalletResult.Builder result = result(delivery, claimed.attempt(), now);
        return switch (verdict) {
            case RetrySchedule.Verdict.Done done ->
                    List.of(
                            event(
                                    result.setApplied(
                                            Applied.newBuilder()
                                                    .setOperatorTransaction(
                                                            done.operatorTransaction())),
                                    now));
            case RetrySchedule.Verdict.Parked parked ->
                    List.of(
                            event(
                                    result.setParked(Parked.newBuilder().setCause(parked.cause())),
                                    now));
            case RetrySchedule.Verdict.Again again -> List.of();
            case RetrySchedule.Verdict.Missing missing -> List.of();
        };
    }

    private static WalletResult.Builder result(Delivery delivery, int attempts, Instant now) {
        return WalletResult.newBuilder()
                .setTransaction(delivery.transaction().toString())
                .setOperator(delivery.operator())
                .setPlayer(delivery.player())
                .setKind(kind(delivery.call()))
                .setTicket(delivery.ticket())
                .setGame(delivery.game())
                .setRound(delivery.round())
                .setCurrency(delivery.currency())
                .setMode(delivery.mode())
                .setAmount(delivery.amount())
                .setAttempts(attempts)
                .setAtMs(now.toEpochMilli());
    }

    /** The kind of a call as messages name it. */
    public static WalletCallKind kind(WalletCall call) {
        return switch (call) {
            case DEBIT -> WalletCallKind.WALLET_CALL_KIND_DEBIT;
            case CREDIT -> WalletCallKind.WALLET_CALL_KIND_CREDIT;
            case ROLLBACK -> WalletCallKind.WALLET_CALL_KIND_ROLLBACK;
            case ADJUSTMENT -> WalletCallKind.WALLET_CALL_KIND_ADJUSTMENT;
            case PROMOTION -> WalletCallKind.WALLET_CALL_KIND_PROMOTION;
            case ROUND_CLOSE -> WalletCallKind.WALLET_CALL_KIND_ROUND_CLOSE;
            case BALANCE, ROUND_SEALED, TRANSACTIONS -> WalletCallKind.WALLET_CALL_KIND_UNSPECIFIED;
        };
    }

    /** A result on its way to the others, ordered per player. */
    public static OutboxEvent event(WalletResult.Builder result, Instant at) {
        return new OutboxEvent(
                Ids.next(),
                TOPIC,
                result.getOperator() + "/" + result.getPlayer(),
                "fairdraw.wallet." + result.getResultCase().name().toLowerCase(Locale.ROOT),
                result.build().toByteArray(),
                at);
    }
}
