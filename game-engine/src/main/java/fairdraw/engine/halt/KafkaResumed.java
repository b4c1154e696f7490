package fairdraw.engine.halt;

import fairdraw.engine.halt.Halt.Resumption;
import fairdraw.events.v1.GameResumed;
import fairdraw.events.v1.RiskEvent;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** Tells who watches risks that a game goes on. */
final class KafkaResumed {

    private static final String TOPIC = "fairdraw.risk.v1";

    private KafkaResumed() {}

    static OutboxEvent of(Halt halt, Resumption by) {
        var id = Ids.derived("game-resumed", halt.id().toString());
        var event =
                RiskEvent.newBuilder()
                        .setId(id.toString())
                        .setAtMs(by.atMs())
                        .setGameResumed(
                                GameResumed.newBuilder()
                                        .setGame(halt.game())
                                        .setHalt(halt.id().toString())
                                        .setResumedBy(by.by())
                                        .setReason(by.reason()))
                        .build();
        return new OutboxEvent(
                id,
                TOPIC,
                halt.game(),
                "fairdraw.risk.game-resumed",
                event.toByteArray(),
                Instant.ofEpochMilli(by.atMs()));
    }
}
