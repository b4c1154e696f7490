package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.LateAnswer;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.kernel.Outbox;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The log of attempts. Debits are written a few at a time behind the bet, which does not wait for
 * its log; what the engine holds is the truth about them.
 */
@ApplicationScoped
public class PgDeliveryLog {

    private static final Logger LOG = Logger.getLogger(PgDeliveryLog.class);
    private static final int BATCH_MAX = 500;
    private static final int KEPT_MAX = 50_000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration END_DEADLINE = Duration.ofSeconds(3);

    private static final String ATTEMPTS =
            """
            insert into wallet_attempt (transaction, attempt, at, latency_ms, url, request, status,
                    answer, outcome, code)
            select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::int[], $5::text[],
                    $6::text[], $7::int[], $8::text[], $9::text[], $10::text[])\
            """;

    /**
     * Beside the attempt that it answers; a call that moves nothing has no line to stand beside.
     */
    private static final String LATE =
            """
            insert into wallet_attempt (transaction, attempt, at, latency_ms, url, request, status,
                    answer, outcome, code)
            select $1, coalesce(
                       (select max(attempt) from wallet_attempt where transaction = $1), 1),
                   $2, $3, $4, $5, $6, $7, $8, $9
             where exists (select from wallet_transaction where transaction = $1)\
            """;

    /**
     * The line of a debit that was slow to be written stands in the place of the one added for it.
     */
    private static final String DEBITS =
            """
            insert into wallet_transaction (transaction, kind, operator, player, ticket, game,
                    round, currency, amount, mode, lane, body, ordered_at, next_attempt_at, state,
                    attempts, first_attempt_at, finished_at, operator_transaction, cause)
            select transaction, 'DEBIT', operator, player, ticket, game, round, currency, amount,
                   mode, 'debit/' || transaction, body, at, at, state, attempts, first_attempt_at,
                   at, operator_transaction, cause
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[],
                   $6::bigint[], $7::text[], $8::bigint[], $9::text[], $10::text[],
                   $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::int[],
                   $16::timestamptz[])
                   as debit (transaction, operator, player, ticket, game, round, currency, amount,
                   mode, body, at, state, operator_transaction, cause, attempts, first_attempt_at)
            on conflict (transaction) do update
               set state = excluded.state, body = excluded.body, attempts = excluded.attempts,
                   first_attempt_at = excluded.first_attempt_at,
                   finished_at = excluded.finished_at,
                   operator_transaction = excluded.operator_transaction, cause = excluded.cause
             where wallet_transaction.cause = 'NOT_LOGGED'\
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Vertx vertx;
    private final ConcurrentLinkedQueue<Debit> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WalletExchange> late = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();

    PgDeliveryLog(Pool pool, Outbox outbox, Vertx vertx) {
        this.pool = pool;
        this.outbox = outbox;
        this.vertx = vertx;
    }

    /** A debit that was attempted. */
    public record Debit(
            WalletExchange exchange,
            String player,
            String ticket,
            String game,
            long round,
            String currency,
            long amount,
            String mode,
            String operatorTransaction) {}

    /** Logs a debit soon. */
    public void append(Debit debit) {
        if (waitingCount.incrementAndGet() > KEPT_MAX) {
            waitingCount.decrementAndGet();
            LOG.errorf("delivery log is full, dropped ticket=%s", debit.ticket());
            return;
        }
        waiting.add(debit);
        write();
    }

    /** Logs an answer that came too late to count, of whatever call. */
    void append(@Observes LateAnswer answer) {
        if (waitingCount.incrementAndGet() > KEPT_MAX) {
            waitingCount.decrementAndGet();
            LOG.errorf(
                    "delivery log is full, dropped a late answer transaction=%s",
                    answer.exchange().request().transaction());
            return;
        }
        late.add(answer.exchange());
        write();
    }

    private boolean empty() {
        return waiting.isEmpty() && late.isEmpty();
    }

    private void write() {
        if (empty() || !writing.compareAndSet(false, true)) {
            return;
        }
        vertx.setTimer(
                PAUSE.toMillis(), due -> flush().subscribe().with(this::written, this::failed));
    }

    private void written(int lines) {
        writing.set(false);
        write();
    }

    private void failed(Throwable failure) {
        LOG.warnf("delivery log waits for the database: %s", failure.toString());
        vertx.setTimer(
                Duration.ofSeconds(1).toMillis(),
                due -> {
                    writing.set(false);
                    write();
                });
    }

    /** Writes what waits, and returns how many lines it was. */
    private Uni<Integer> flush() {
        List<Debit> debits = taken(waiting);
        List<WalletExchange> answers = taken(late);
        int lines = debits.size() + answers.size();
        if (lines == 0) {
            return Uni.createFrom().item(0);
        }
        waitingCount.addAndGet(-lines);
        return pool.withTransaction(tx -> insert(tx, debits).chain(() -> insertLate(tx, answers)))
                .invoke(outbox::wake)
                .onFailure()
                .invoke(failure -> {
                    waiting.addAll(debits);
                    late.addAll(answers);
                    waitingCount.addAndGet(lines);
                })
                .replaceWith(lines);
    }

    private static <T> List<T> taken(ConcurrentLinkedQueue<T> from) {
        List<T> batch = new ArrayList<>();
        T line = from.poll();
        while (line != null) {
            batch.add(line);
            line = batch.size() < BATCH_MAX ? from.poll() : null;
        }
        return batch;
    }

    private Uni<Void> insert(SqlClient tx, List<Debit> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Attempt> attempts = new ArrayList<>(batch.size());
        Map<UUID, Debit> lines = new LinkedHashMap<>();
        for (Debit debit : batch) {
            List<WalletExchange> made = made(debit);
            for (int i = 0; i < made.size(); i++) {
                attempts.add(new Attempt(i + 1, made.get(i)));
            }
            // One statement cannot write a line twice.
            lines.putIfAbsent(debit.exchange().request().transaction(), debit);
        }
        return Uni.combine()
                .all()
                .unis(
                        tx.preparedQuery(DEBITS)
                                .execute(Tuple.newInstance(columns(List.copyOf(lines.values())))),
                        insertAttempts(tx, attempts),
                        outbox.append(tx, batch.stream().map(KafkaResults::of).toList()))
                .discardItems();
    }

    private static Uni<Void> insertLate(SqlClient tx, List<WalletExchange> answers) {
        return answers.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(LATE)
                        .executeBatch(answers.stream().map(PgDeliveryLog::late).toList())
                        .replaceWithVoid();
    }

    /** Every attempt of a debit, the first one first. */
    private static List<WalletExchange> made(Debit debit) {
        WalletExchange last = debit.exchange();
        return last.before().map(first -> List.of(first, last)).orElse(List.of(last));
    }

    /** One call of several to a wallet, by its number. */
    record Attempt(int number, WalletExchange exchange) {}

    /** Logs attempts in the caller's transaction, in one statement. */
    static Uni<Void> insertAttempts(SqlClient tx, List<Attempt> attempts) {
        var columns =
                io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfUUID(
                                attempts.stream()
                                        .map(it -> it.exchange().request().transaction())
                                        .toArray(UUID[]::new))
                        .addArrayOfInteger(ints(attempts, Attempt::number))
                        .addArrayOfOffsetDateTime(times(attempts, it -> it.exchange().at()))
                        .addArrayOfInteger(ints(attempts, it -> it.exchange().latencyMs()))
                        .addArrayOfString(texts(attempts, it -> it.exchange().url()))
                        .addArrayOfString(texts(attempts, it -> it.exchange().request().body()))
                        .addArrayOfInteger(ints(attempts, it -> it.exchange().status()))
                        .addArrayOfString(texts(attempts, it -> it.exchange().reply()))
                        .addArrayOfString(texts(attempts, it -> it.exchange().answer().outcome()))
                        .addArrayOfString(texts(attempts, it -> it.exchange().answer().code()));
        return tx.preparedQuery(ATTEMPTS).execute(Tuple.newInstance(columns)).replaceWithVoid();
    }

    private static io.vertx.sqlclient.Tuple columns(List<Debit> debits) {
        assert debits.stream().allMatch(it -> it.exchange().request().call() == WalletCall.DEBIT);
        return io.vertx.sqlclient.Tuple.tuple()
                .addArrayOfUUID(
                        debits.stream()
                                .map(it -> it.exchange().request().transaction())
                                .toArray(UUID[]::new))
                .addArrayOfString(texts(debits, it -> it.exchange().request().operator()))
                .addArrayOfString(texts(debits, Debit::player))
                .addArrayOfString(texts(debits, Debit::ticket))
                .addArrayOfString(texts(debits, Debit::game))
                .addArrayOfLong(debits.stream().map(Debit::round).toArray(Long[]::new))
                .addArrayOfString(texts(debits, Debit::currency))
                .addArrayOfLong(debits.stream().map(Debit::amount).toArray(Long[]::new))
                .addArrayOfString(texts(debits, Debit::mode))
                .addArrayOfString(texts(debits, it -> it.exchange().request().body()))
                .addArrayOfOffsetDateTime(times(debits, it -> it.exchange().at()))
                .addArrayOfString(texts(debits, it -> it.exchange().answer().outcome()))
                .addArrayOfString(texts(debits, Debit::operatorTransaction))
                .addArrayOfString(texts(debits, it -> it.exchange().answer().code()))
                .addArrayOfInteger(ints(debits, it -> made(it).size()))
                .addArrayOfOffsetDateTime(times(debits, it -> made(it).getFirst().at()));
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }

    private static <T> Integer[] ints(List<T> rows, Function<T, Integer> of) {
        return rows.stream().map(of).toArray(Integer[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> of) {
        return rows.stream()
                .map(row -> PgDeliveries.utc(of.apply(row)))
                .toArray(OffsetDateTime[]::new);
    }

    private static Tuple late(WalletExchange exchange) {
        return Tuple.tuple()
                .addUUID(exchange.request().transaction())
                .addOffsetDateTime(PgDeliveries.utc(exchange.at()))
                .addInteger(exchange.latencyMs())
                .addString(exchange.url())
                .addString(exchange.request().body())
                .addInteger(exchange.status())
                .addString(exchange.reply())
                .addString(exchange.answer().outcome())
                .addString(exchange.answer().code());
    }

    /** Before the pool closes. */
    void end(@Observes ShutdownEvent ended) {
        if (!empty()) {
            int written = flush().await().atMost(END_DEADLINE);
            LOG.infof("delivery log wrote its last %d", written);
        }
    }
}
