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
import java.util.stream.Stream;

/**
 * Adds up the books and names each account that drifted: in the log, as a metric and to who watches
 * risks (spec 5, invariant 1). Every hour what is new, beside the sums that the hour before carried
 * on; every day everything, which also finds a change to a row that was carried long ago.
 */
@ApplicationScoped
class CheckBooksJob {

    private final PgBooks books;
    private final Outbox outbox;
    private final Pool pool;
    private final InstantSource clock;
    private final AtomicInteger drifted;
    private volatile List<DriftedAccount> foundInAll = List.of();

    CheckBooksJob(
            PgBooks books, Outbox outbox, Pool pool, InstantSource clock, MeterRegistry registry) {
        this.books = books;
        this.outbox = outbox;
        this.pool = pool;
        this.clock = clock;
        drifted = registry.gauge("fairdraw.ledger.drifted", new AtomicInteger());
    }

    /** Looks at what is new; costs as much as the last hour. */
    @Scheduled(
            every = "${fairdraw.engine.check-books-every:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> check() {
        return books.driftedSince().chain(found -> tell(found, foundInAll));
    }

    /** Looks at everything, and has the next hour count from there anew. */
    @Scheduled(
            every = "${fairdraw.engine.check-all-books-every:24h}",
            delayed = "${fairdraw.engine.check-all-books-every:24h}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> checkAll() {
        return books.drifted()
                .call(books::forget)
                .invoke(found -> foundInAll = found)
                .chain(found -> tell(found, List.of()));
    }

    /** The metric counts each account that is wrong once; 0 is the only good figure. */
    private Uni<Void> tell(List<DriftedAccount> found, List<DriftedAccount> alsoWrong) {
        var wrong = Stream.concat(found.stream(), alsoWrong.stream());
        drifted.set(Math.toIntExact(wrong.map(CheckBooksJob::name).distinct().count()));
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        found.forEach(account -> Log.errorf("account drifted: %s", account));
        long now = clock.millis();
        var events = found.stream().map(account -> KafkaDrift.of(account, now)).toList();
        return pool.withTransaction(tx -> outbox.append(tx, events)).invoke(outbox::wake);
    }

    private static String name(DriftedAccount it) {
        return String.join("/", it.operator(), it.currency(), it.mode(), it.account());
    }
}
