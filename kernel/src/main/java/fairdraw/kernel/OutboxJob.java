package fairdraw.kernel;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sends what is in the outbox, one publisher at a time per schema. A row is marked in the
 * transaction that claimed it, after Kafka took it: a crash between the two sends it twice, never
 * not at all.
 */
@ApplicationScoped
@IfBuildProperty(name = "fairdraw.outbox", stringValue = "true")
class OutboxJob {

    static final int EVENTS_PER_BATCH_MAX = 500;
    static final Duration PUBLISHED_KEPT = Duration.ofDays(1);
    private static final int ROWS_PER_PRUNE_MAX = 5_000;
    private static final Duration PASS_DEADLINE = Duration.ofSeconds(10);
    // From begin to begin. A pass costs the database and Kafka much the same for one event as for
    // a hundred, so under load they go together; after a pause the first one leaves at once.
    static final Duration PACE = Duration.ofMillis(50);
    // Another replica is publishing: look again soon, it may not have seen what woke us.
    private static final Duration BUSY_PAUSE = Duration.ofMillis(100);

    // The batch waits for Kafka inside the transaction, so it may idle longer than others.
    private static final String LOCK =
            """
            select set_config('idle_in_transaction_session_timeout', '15s', true),
                   pg_try_advisory_xact_lock(hashtext('outbox'), hashtext(current_schema()))\
            """;
    private static final String CLAIM =
            """
            select position, id, topic, event_key, type, payload, traceparent, at
              from outbox where published_at is null order by position limit $1\
            """;
    private static final String MARK =
            "update outbox set published_at = $1 where position = any($2)";
    // Only the oldest rows are looked at, so that a pass is cheap however long the table is.
    private static final String PRUNE =
            """
            delete from outbox
             where published_at < $1
               and position in (select position from outbox order by position limit $2)\
            """;
    private static final Logger LOG = Logger.getLogger(OutboxJob.class);

    private enum Pass {
        DONE,
        MORE,
        BUSY
    }

    private final Pool pool;
    private final KafkaOutbox kafka;
    private final InstantSource clock;
    private final Timer delay;
    private final Counter failures;
    private final AtomicLong wakes = new AtomicLong();
    private volatile long begunNanos = System.nanoTime() - PACE.toNanos();

    OutboxJob(Pool pool, KafkaOutbox kafka, InstantSource clock, MeterRegistry meters) {
        this.pool = pool;
        this.kafka = kafka;
        this.clock = clock;
        this.delay = meters.timer("fairdraw.outbox.delay");
        this.failures = meters.counter("fairdraw.outbox.failures");
    }

    /** Starts a pass, or has the running one look once more. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            drain();
        }
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> prune() {
        Instant before = clock.instant().minus(PUBLISHED_KEPT);
        return pool.preparedQuery(PRUNE)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), ROWS_PER_PRUNE_MAX))
                .chain(pruned ->
                        pruned.rowCount() < ROWS_PER_PRUNE_MAX
                                ? Uni.createFrom().voidItem()
                                : prune());
    }

    private void drain() {
        due().chain(this::seenPass)
                .subscribe()
                .with(
                        ended -> {
                            if (!ended) {
                                drain();
                            }
                        },
                        impossible -> {
                            LOG.error("the outbox publisher broke", impossible);
                            // The tick begins anew.
                            wakes.set(0);
                        });
    }

    /** Waits until the next pass is due. */
    private Uni<Void> due() {
        long left = PACE.toNanos() - (System.nanoTime() - begunNanos);
        Uni<Void> now = Uni.createFrom().voidItem();
        // The timer takes no part of a millisecond.
        return left <= 0
                ? now
                : now.onItem().delayIt().by(Duration.ofMillis(NANOSECONDS.toMillis(left) + 1));
    }

    /** One pass; whether it has sent everything that was written before it began. */
    private Uni<Boolean> seenPass() {
        long seen = wakes.get();
        begunNanos = System.nanoTime();
        return pass().ifNoItem()
                .after(PASS_DEADLINE)
                .fail()
                .onFailure()
                .invoke(this::report)
                // The tick comes back to it.
                .onFailure()
                .recoverWithItem(Pass.DONE)
                .chain(OutboxJob::pause)
                .map(pass -> {
                    if (pass == Pass.MORE) {
                        // A full pass has nothing to gain from waiting.
                        begunNanos -= PACE.toNanos();
                    }
                    return pass == Pass.DONE && wakes.compareAndSet(seen, 0);
                });
    }

    private static Uni<Pass> pause(Pass pass) {
        Uni<Pass> next = Uni.createFrom().item(pass);
        return pass == Pass.BUSY ? next.onItem().delayIt().by(BUSY_PAUSE) : next;
    }

    private void report(Throwable failure) {
        failures.increment();
        LOG.warnf("outbox pass failed, events wait: %s", failure.toString());
    }

    /**
     * The lock and what it guards are asked for at once; without the lock the rows are not ours.
     */
    private Uni<Pass> pass() {
        return pool.withTransaction(tx ->
                Uni.combine()
                        .all()
                        .unis(
                                tx.preparedQuery(LOCK).execute(),
                                tx.preparedQuery(CLAIM).execute(Tuple.of(EVENTS_PER_BATCH_MAX)))
                        .asTuple()
                        .chain(read ->
                                read.getItem1().iterator().next().getBoolean(1)
                                        ? publish(tx, read.getItem2())
                                        : Uni.createFrom().item(Pass.BUSY)));
    }

    private Uni<Pass> publish(SqlConnection tx, RowSet<Row> claimed) {
        List<Row> rows = new ArrayList<>();
        claimed.forEach(rows::add);
        if (rows.isEmpty()) {
            return Uni.createFrom().item(Pass.DONE);
        }
        return kafka.send(rows).chain(taken -> mark(tx, taken)).map(taken -> next(rows, taken));
    }

    private Pass next(List<Row> rows, List<Row> taken) {
        Instant now = clock.instant();
        for (Row row : taken) {
            delay.record(Duration.between(row.getOffsetDateTime("at").toInstant(), now));
        }
        if (taken.size() < rows.size()) {
            failures.increment();
            LOG.warnf("Kafka took %d of %d events, the rest wait", taken.size(), rows.size());
            return Pass.DONE;
        }
        return rows.size() == EVENTS_PER_BATCH_MAX ? Pass.MORE : Pass.DONE;
    }

    private Uni<List<Row>> mark(SqlConnection tx, List<Row> taken) {
        Long[] positions = taken.stream().map(row -> row.getLong("position")).toArray(Long[]::new);
        Tuple values =
                Tuple.tuple()
                        .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                        .addArrayOfLong(positions);
        return tx.preparedQuery(MARK).execute(values).replaceWith(taken);
    }
}
