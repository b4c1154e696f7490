package fairdraw.engine.ledger;

import fairdraw.events.v1.AccountDrifted;
import fairdraw.events.v1.RiskEvent;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** Tells who watches risks that an account drifted. */
final class KafkaDrift {

    private static final String TOPIC = "fairdraw.risk.v1";

    private KafkaDrift() {}

    static OutboxEvent of(DriftedAccount account, long nowMs) {
        var id = Ids.next();
        var event =
                RiskEvent.newBuilder()
                        .setId(id.toString())
                        .setAtMs(nowMs)
                        .setOperator(account.operator())
                        .setAccountDrifted(
                                AccountDrifted.newBuilder()
                                        .setAccount(account.account())
                                        .setCurrency(account.currency())
                                        .setMode(account.mode())
                                        .setBooked(account.booked().toPlainString())
                                        .setCounted(account.counted().toPlainString()))
                        .build();
        return new OutboxEvent(
                id,
                TOPIC,
                account.operator(),
                "fairdraw.risk.account-drifted",
                event.toByteArray(),
                Instant.ofEpochMilli(nowMs));
    }
}
