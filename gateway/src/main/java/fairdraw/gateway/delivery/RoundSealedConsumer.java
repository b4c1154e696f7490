package fairdraw.gateway.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.RoundEvent;
import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.Ids;
import fairdraw.kernel.KafkaPoison;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Tells every active operator the seal of a round, and keeps what it acknowledges as evidence. */
@ApplicationScoped
class RoundSealedConsumer {

    private static final Logger LOG = Logger.getLogger(RoundSealedConsumer.class);

    /** An acknowledgement that old proves nothing. */
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(5);

    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final PgDeliveries deliveries;
    private final PgOperators operators;
    private final DeliveryJob job;
    private final InstantSource clock;

    RoundSealedConsumer(
            PgDeliveries deliveries, PgOperators operators, DeliveryJob job, InstantSource clock) {
        this.deliveries = deliveries;
        this.operators = operators;
        this.job = job;
        this.clock = clock;
    }

    @Incoming("rounds")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        List<Delivery> read = new ArrayList<>();
        List<OutboxEvent> poison = new ArrayList<>();
        try {
            RoundEvent event = RoundEvent.parseFrom(record.value());
            Instant at = Instant.ofEpochMilli(event.getAtMs());
            if (!event.hasSealed() || at.plus(TOLD_WITHIN).isBefore(clock.instant())) {
                return Uni.createFrom().voidItem();
            }
            operators.all().stream()
                    .filter(operator -> operator.active() && !operator.walletUrl().isEmpty())
                    .forEach(operator -> read.add(delivery(operator, event)));
        } catch (InvalidProtocolBufferException broken) {
            LOG.errorf(broken, "poison in %s at %d", record.topic(), record.offset());
            poison.add(KafkaPoison.event(record));
        }
        var progress =
                new PgDeliveries.Progress(record.topic(), record.partition(), record.offset());
        return Uni.createFrom()
                .deferred(() -> deliveries.queue(read, List.of(progress), poison))
                .onFailure()
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .indefinitely()
                .invoke(job::wake);
    }

    private static Delivery delivery(Operator operator, RoundEvent event) {
        UUID id =
                Ids.derived(
                        "round-sealed",
                        operator.id(),
                        event.getGame(),
                        Long.toString(event.getRound()));
        return new Delivery(
                id,
                WalletCall.ROUND_SEALED,
                operator.id(),
                "",
                "",
                event.getGame(),
                event.getRound(),
                "",
                0,
                "REAL",
                "sealed/" + id,
                HttpBodies.roundSealed(event),
                Instant.ofEpochMilli(event.getAtMs()),
                Optional.empty());
    }
}
