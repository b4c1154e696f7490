package fairdraw.reporting.monitor;

import fairdraw.events.v1.GameDeviates;
import fairdraw.events.v1.RiskEvent;
import fairdraw.kernel.Ids;
import fairdraw.kernel.OutboxEvent;
import java.time.Instant;

/** Tells the engine, and who watches risks, that a game is to be stopped. */
final class KafkaStop {

    private static final String TOPIC = "fairdraw.risk.v1";

    private KafkaStop() {}

    static OutboxEvent of(GameStop stop, Instant now) {
        var id = Ids.derived("game-stop", stop.game(), stop.since().toString());
        var event =
                RiskEvent.newBuilder()
                        .setId(id.toString())
                        .setAtMs(now.toEpochMilli())
                        .setGameDeviates(
                                GameDeviates.newBuilder()
                                        .setGame(stop.game())
                                        .setCause(stop.cause()))
                        .build();
        return new OutboxEvent(
                id, TOPIC, stop.game(), "fairdraw.risk.game-deviates", event.toByteArray(), now);
    }
}
