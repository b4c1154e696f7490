package fairdraw.engine.ledger;

import fairdraw.kernel.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Adds up the books every hour and names each account that drifted: in the log, as a metric and to
 * who watches risks (spec 5, invariant 1).
 */
@ApplicationScoped
class CheckBooksJob {

    private final PgBooks books;
    private final Outbox outbox;
    private final Pool pool;
    private final InstantSource clock;
    private final AtomicInteger drifted;

    CheckBooksJob(
            PgBooks books, Outbox outbox, Pool pool, InstantSource clock, MeterRegistry registry) {
        this.books = books;
        this.outbox = outbox;
        this.pool = pool;
        this.clock = clock;
        drifted = registry.gauge("fairdraw.ledger.drifted", new AtomicInteger());
    }

    /** Counts the accounts that are wrong, at most 100; 0 is the only good answer. */
    @Scheduled(
            every = "${fairdraw.engine.check-books-every:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> check() {
        return books.drifted().chain(this::tell);
    }

    private Uni<Void> tell(List<DriftedAccount> found) {
        drifted.set(found.size());
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        found.forEach(account -> Log.errorf("account drifted: %s", account));
        long now = clock.millis();
        var events = found.stream().map(account -> KafkaDrift.of(account, now)).toList();
        return pool.withTransaction(tx -> outbox.append(tx, events)).invoke(outbox::wake);
    }
}
