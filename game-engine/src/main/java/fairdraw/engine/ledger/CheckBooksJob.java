package fairdraw.engine.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Adds up the books every hour and names each account that drifted (spec 5, invariant 1). */
@ApplicationScoped
class CheckBooksJob {

    private static final int DRIFTED_MAX = 100;

    private static final String UNBALANCED =
            """
            select operator, currency, mode, 'trial balance' as account, sum(balance) as booked,
                   0::numeric as counted
              from trial_balance group by operator, currency, mode having sum(balance) <> 0
            union all
            select operator, currency, mode, account, booked, counted from drifted_account
             limit\s\
            """
                    + DRIFTED_MAX;

    private final Pool pool;
    private final AtomicInteger drifted;

    CheckBooksJob(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        drifted = registry.gauge("fairdraw.ledger.drifted", new AtomicInteger());
    }

    /** Counts the accounts that are wrong, at most 100; 0 is the only good answer. */
    @Scheduled(
            every = "${fairdraw.engine.check-books-every:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> check() {
        return pool.query(UNBALANCED)
                .execute()
                .invoke(rows -> {
                    drifted.set(rows.size());
                    rows.forEach(row ->
                            Log.errorf(
                                    "account drifted operator=%s currency=%s"
                                            + " mode=%s account=%s booked=%s"
                                            + " counted=%s",
                                    row.getString("operator"),
                                    row.getString("currency"),
                                    row.getString("mode"),
                                    row.getString("account"),
                                    row.getNumeric("booked"),
                                    row.getNumeric("counted")));
                })
                .replaceWithVoid();
    }
}
