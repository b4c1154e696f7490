package fairdraw.engine.correction;

import fairdraw.engine.approval.Correction;
import fairdraw.events.v1.Promotion;
import fairdraw.events.v1.WalletCommand;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** Tells the operator's wallet of a promotion. */
final class KafkaPromotion {

    private static final String TOPIC = "fairdraw.wallet-commands.v1";

    private KafkaPromotion() {}

    static OutboxEvent of(Correction.Promotion it, long nowMs) {
        var party = it.party();
        var command =
                WalletCommand.newBuilder()
                        .setTransaction(it.transaction().toString())
                        .setOperator(party.operator())
                        .setPlayer(it.player())
                        .setCurrency(party.currency())
                        .setMode(party.mode().name())
                        .setAtMs(nowMs)
                        .setPromotion(
                                Promotion.newBuilder()
                                        .setAmount(it.amount())
                                        .setReason(it.approval().reason())
                                        .setApproval(it.approval().id().toString()))
                        .build();
        return new OutboxEvent(
                Ids.next(),
                TOPIC,
                party.operator() + "/" + it.player(),
                "fairdraw.wallet.promotion",
                command.toByteArray(),
                Instant.ofEpochMilli(nowMs));
    }
}
