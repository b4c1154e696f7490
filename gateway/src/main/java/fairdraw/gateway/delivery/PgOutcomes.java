package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What deliveries came to, written a few at a time: the attempt, its end, the event about it. */
@ApplicationScoped
class PgOutcomes {

    private static final int GROUP_MAX = 200;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** By the attempt's number, so that a worker that lost its claim ends nothing. */
    private static final String END =
            """
            update wallet_transaction w
               set state = o.state, claimed_until = null, finished_at = o.finished_at,
                   next_attempt_at = coalesce(o.next_attempt_at, w.next_attempt_at),
                   operator_transaction = o.operator_transaction, cause = o.cause
              from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[],
                   $5::timestamptz[], $6::text[], $7::text[])
                   as o (transaction, attempt, state, next_attempt_at, finished_at,
                   operator_transaction, cause)
             where w.transaction = o.transaction and w.attempts = o.attempt and w.state = 'QUEUED'
            returning w.transaction, w.attempts\
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Vertx vertx;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    PgOutcomes(Pool pool, Outbox outbox, Vertx vertx) {
        this.pool = pool;
        this.outbox = outbox;
        this.vertx = vertx;
    }

    /**
     * What one attempt came to.
     *
     * @param events that tell of it, if it ended something
     */
    record Outcome(
            Delivery.Claimed claimed,
            WalletExchange exchange,
            RetrySchedule.Verdict verdict,
            List<OutboxEvent> events,
            Instant now) {

        private Ending ending() {
            return switch (verdict) {
                case RetrySchedule.Verdict.Done done ->
                        new Ending("APPLIED", none(), at(now), done.operatorTransaction(), "");
                case RetrySchedule.Verdict.Again again ->
                        new Ending("QUEUED", at(again.at()), none(), "", "");
                case RetrySchedule.Verdict.Parked parked ->
                        new Ending("PARKED", none(), at(now), "", parked.cause());
                case RetrySchedule.Verdict.Missing missing ->
                        new Ending("UNKNOWN", none(), at(now), "", missing.cause());
            };
        }

        private Attempt attempt() {
            return new Attempt(claimed.delivery().transaction(), claimed.attempt());
        }
    }

    private record Ending(
            String state,
            Optional<OffsetDateTime> next,
            Optional<OffsetDateTime> finished,
            String operatorTransaction,
            String cause) {}

    private record Attempt(UUID transaction, int number) {}

    private record Waiting(Outcome outcome, UniEmitter<? super Void> done) {}

    /** Writes an outcome soon, beside others; completes when it is committed. */
    Uni<Void> record(Outcome outcome) {
        return Uni.createFrom()
                .emitter(done -> {
                    waiting.add(new Waiting(outcome, done));
                    write();
                });
    }

    private void write() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            vertx.setTimer(PAUSE.toMillis(), due -> flush(taken()).subscribe().with(this::written));
        }
    }

    private void written(Object flushed) {
        writing.set(false);
        write();
    }

    private List<Waiting> taken() {
        List<Waiting> group = new ArrayList<>();
        Waiting next = waiting.poll();
        while (next != null) {
            group.add(next);
            next = group.size() < GROUP_MAX ? waiting.poll() : null;
        }
        return group;
    }

    /** Tells each of the group; never fails itself. */
    private Uni<Void> flush(List<Waiting> group) {
        return store(group.stream().map(Waiting::outcome).toList())
                .invoke(() -> group.forEach(it -> it.done().complete(null)))
                .onFailure()
                .recoverWithUni(failure -> {
                    if (group.size() > 1 && refused(failure)) {
                        // What is wrong with one must not hold up the others.
                        return oneByOne(group);
                    }
                    group.forEach(it -> it.done().fail(failure));
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> oneByOne(List<Waiting> group) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(it -> flush(List.of(it)))
                .collect()
                .last();
    }

    private Uni<Void> store(List<Outcome> outcomes) {
        var attempts =
                outcomes.stream()
                        .map(it -> new PgDeliveryLog.Attempt(it.claimed().attempt(), it.exchange()))
                        .toList();
        return pool.withTransaction(tx ->
                        Uni.combine()
                                .all()
                                .unis(
                                        end(tx, outcomes),
                                        PgDeliveryLog.insertAttempts(tx, attempts)
                                                .replaceWith(true))
                                .asTuple()
                                .chain(both ->
                                        outbox.append(tx, events(outcomes, both.getItem1()))))
                .invoke(outbox::wake);
    }

    private static Uni<Set<Attempt>> end(SqlClient tx, List<Outcome> outcomes) {
        List<Ending> endings = outcomes.stream().map(Outcome::ending).toList();
        var columns =
                io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfUUID(
                                outcomes.stream()
                                        .map(it -> it.attempt().transaction())
                                        .toArray(UUID[]::new))
                        .addArrayOfInteger(
                                outcomes.stream()
                                        .map(it -> it.attempt().number())
                                        .toArray(Integer[]::new))
                        .addArrayOfString(texts(endings, Ending::state))
                        .addArrayOfOffsetDateTime(times(endings, Ending::next))
                        .addArrayOfOffsetDateTime(times(endings, Ending::finished))
                        .addArrayOfString(texts(endings, Ending::operatorTransaction))
                        .addArrayOfString(texts(endings, Ending::cause));
        return tx.preparedQuery(END)
                .execute(Tuple.newInstance(columns))
                .map(rows -> {
                    Set<Attempt> ended = new HashSet<>();
                    rows.forEach(row ->
                            ended.add(
                                    new Attempt(
                                            row.getUUID("transaction"),
                                            row.getInteger("attempts"))));
                    return ended;
                });
    }

    private static List<OutboxEvent> events(List<Outcome> outcomes, Set<Attempt> ended) {
        return outcomes.stream()
                .filter(it -> ended.contains(it.attempt()))
                .flatMap(it -> it.events().stream())
                .toList();
    }

    /** Data that the database does not take (PostgreSQL, appendix A), not one that is away. */
    private static boolean refused(Throwable failure) {
        return failure instanceof PgException refusal
                && (refusal.getSqlState().startsWith("22")
                        || refusal.getSqlState().startsWith("23"));
    }

    private static Optional<OffsetDateTime> at(Instant at) {
        return Optional.of(PgDeliveries.utc(at));
    }

    private static Optional<OffsetDateTime> none() {
        return Optional.empty();
    }

    private static String[] texts(List<Ending> endings, Function<Ending, String> of) {
        return endings.stream().map(of).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(
            List<Ending> endings, Function<Ending, Optional<OffsetDateTime>> of) {
        return endings.stream().map(of).map(it -> it.orElse(null)).toArray(OffsetDateTime[]::new);
    }
}
