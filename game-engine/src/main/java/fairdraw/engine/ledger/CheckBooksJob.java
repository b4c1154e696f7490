package fairdraw.engine.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Adds up the books every hour and names each account that drifted (spec 5, invariant 1). */
@ApplicationScoped
class CheckBooksJob {

    private final PgBooks books;
    private final AtomicInteger drifted;

    CheckBooksJob(PgBooks books, MeterRegistry registry) {
        this.books = books;
        drifted = registry.gauge("fairdraw.ledger.drifted", new AtomicInteger());
    }

    /** Counts the accounts that are wrong, at most 100; 0 is the only good answer. */
    @Scheduled(
            every = "${fairdraw.engine.check-books-every:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> check() {
        return books.drifted()
                .invoke(found -> {
                    drifted.set(found.size());
                    found.forEach(account -> Log.errorf("account drifted: %s", account));
                })
                .replaceWithVoid();
    }
}
