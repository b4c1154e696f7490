package fairdraw.reporting.reconcile;

import fairdraw.reporting.feed.PoisonException;
import fairdraw.reporting.reconcile.Saying.Booked;
import fairdraw.reporting.reconcile.Saying.Told;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes the three sides of a reconciliation, each as often as it comes: bets and wallet commands of
 * the engine, wallet results of the gateway, statements of the operators. Waits for a lost
 * database.
 */
@ApplicationScoped
class MovementConsumer {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private final PgMovements movements;
    private final KafkaDeadLetters letters;

    MovementConsumer(PgMovements movements, KafkaDeadLetters letters) {
        this.movements = movements;
        this.letters = letters;
    }

    @Incoming("bets")
    Uni<Void> bets(ConsumerRecords<String, byte[]> batch) {
        return take(batch, KafkaSayings::bet, this::book);
    }

    @Incoming("commands")
    Uni<Void> commands(ConsumerRecords<String, byte[]> batch) {
        return take(batch, KafkaSayings::command, this::book);
    }

    @Incoming("results")
    Uni<Void> results(ConsumerRecords<String, byte[]> batch) {
        return take(batch, KafkaSayings::result, this::tell);
    }

    @Incoming("statements")
    Uni<Void> statements(ConsumerRecords<String, byte[]> batch) {
        return take(
                batch,
                payload -> Optional.of(KafkaSayings.statement(payload)),
                pages ->
                        Multi.createFrom()
                                .iterable(pages.values())
                                .onItem()
                                .transformToUniAndConcatenate(movements::state)
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    private Uni<Void> book(Map<ConsumerRecord<String, byte[]>, Booked> orders) {
        return movements
                .book(List.copyOf(orders.values()))
                .chain(contradicting -> {
                    var refused = new IdentityHashMap<Booked, Boolean>();
                    contradicting.forEach(each -> refused.put(each, true));
                    var events = new LinkedHashMap<ConsumerRecord<String, byte[]>, String>();
                    orders.forEach((event, order) -> {
                        if (refused.containsKey(order)) {
                            events.put(event, "another order of the same transaction");
                        }
                    });
                    return setAside(events);
                });
    }

    private Uni<Void> tell(Map<ConsumerRecord<String, byte[]>, Told> results) {
        return movements.tell(List.copyOf(results.values()));
    }

    private <T> Uni<Void> take(
            ConsumerRecords<String, byte[]> batch,
            Reader<T> reader,
            Function<Map<ConsumerRecord<String, byte[]>, T>, Uni<Void>> write) {
        var read = new LinkedHashMap<ConsumerRecord<String, byte[]>, T>();
        var poison = new LinkedHashMap<ConsumerRecord<String, byte[]>, String>();
        for (var event : batch) {
            try {
                reader.read(event.value()).ifPresent(value -> read.put(event, value));
            } catch (PoisonException unreadable) {
                poison.put(event, String.valueOf(unreadable.getMessage()));
            }
        }
        return setAside(poison)
                .chain(() -> read.isEmpty() ? Uni.createFrom().voidItem() : write.apply(read))
                .onFailure()
                .invoke(failure -> Log.warnf("movements wait: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely();
    }

    private Uni<Void> setAside(Map<ConsumerRecord<String, byte[]>, String> causes) {
        return Multi.createFrom()
                .iterable(causes.entrySet())
                .onItem()
                .transformToUniAndConcatenate(each -> letters.send(each.getKey(), each.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Reads one event; empty when it moves no money. */
    @FunctionalInterface
    private interface Reader<T> {
        Optional<T> read(byte[] payload) throws PoisonException;
    }
}
