package fairdraw.gateway.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.WalletCommand;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.KafkaPoison;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Queues what the engine owes to wallets (topic {@code fairdraw.wallet-commands.v1}). */
@ApplicationScoped
class WalletCommandConsumer {

    private static final Logger LOG = Logger.getLogger(WalletCommandConsumer.class);
    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final PgDeliveries deliveries;
    private final DeliveryJob job;

    WalletCommandConsumer(PgDeliveries deliveries, DeliveryJob job) {
        this.deliveries = deliveries;
        this.job = job;
    }

    @Incoming("wallet-commands")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        List<Delivery> read = new ArrayList<>();
        List<OutboxEvent> poison = new ArrayList<>();
        Map<Integer, PgDeliveries.Progress> progress = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                read.add(delivery(WalletCommand.parseFrom(record.value())));
            } catch (InvalidProtocolBufferException | IllegalArgumentException broken) {
                LOG.errorf(broken, "poison in %s at %d", record.topic(), record.offset());
                poison.add(KafkaPoison.event(record));
            }
            progress.put(
                    record.partition(),
                    new PgDeliveries.Progress(record.topic(), record.partition(), record.offset()));
        }
        return Uni.createFrom()
                .deferred(() -> deliveries.queue(read, List.copyOf(progress.values()), poison))
                .onFailure()
                .invoke(failure -> LOG.warnf("commands wait for the database: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .indefinitely()
                .invoke(job::wake);
    }

    private static Delivery delivery(WalletCommand command) {
        return switch (command.getCommandCase()) {
            case CREDIT ->
                    delivery(
                            command,
                            WalletCall.CREDIT,
                            "player/" + command.getPlayer(),
                            command.getCredit().getAmount(),
                            HttpBodies.credit(command),
                            Optional.empty());
            case ROLLBACK ->
                    delivery(
                            command,
                            WalletCall.ROLLBACK,
                            "player/" + command.getPlayer(),
                            command.getRollback().getAmount(),
                            HttpBodies.rollback(command),
                            expiresAt(command));
            case ROUND_CLOSE ->
                    delivery(
                            command,
                            WalletCall.ROUND_CLOSE,
                            "close/" + command.getGame() + "/" + command.getCurrency(),
                            command.getRoundClose().getPayouts(),
                            HttpBodies.roundClose(command),
                            Optional.empty());
            case ADJUSTMENT ->
                    delivery(
                            command,
                            WalletCall.ADJUSTMENT,
                            "player/" + command.getPlayer(),
                            command.getAdjustment().getAmount(),
                            HttpBodies.adjustment(command),
                            Optional.empty());
            case PROMOTION ->
                    delivery(
                            command,
                            WalletCall.PROMOTION,
                            "player/" + command.getPlayer(),
                            command.getPromotion().getAmount(),
                            HttpBodies.promotion(command),
                            Optional.empty());
            case COMMAND_NOT_SET ->
                    throw new IllegalArgumentException("no such command: " + command);
        };
    }

    /** The refund of a void round has none: its debit was confirmed and must be known. */
    private static Optional<Instant> expiresAt(WalletCommand command) {
        return command.getRollback().getReason().equals("VOID")
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(command.getRollback().getExpiresAtMs()));
    }

    private static Delivery delivery(
            WalletCommand command,
            WalletCall call,
            String lane,
            long amount,
            String body,
            Optional<Instant> expiresAt) {
        return new Delivery(
                UUID.fromString(command.getTransaction()),
                call,
                command.getOperator(),
                command.getPlayer(),
                command.getTicket(),
                command.getGame(),
                command.getRound(),
                command.getCurrency(),
                amount,
                command.getMode(),
                lane,
                body,
                Instant.ofEpochMilli(command.getAtMs()),
                expiresAt);
    }
}
