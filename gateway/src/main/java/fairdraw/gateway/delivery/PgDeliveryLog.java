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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration END_DEADLINE = Duration.ofSeconds(3);

    private static final String ATTEMPT =
            """
            insert into wallet_attempt (transaction, attempt, at, latency_ms, url, request, status,
                    answer, outcome, code)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
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
    private static final String DEBIT =
            """
            insert into wallet_transaction (transaction, kind, operator, player, ticket, game,
                    round, currency, amount, mode, lane, body, ordered_at, next_attempt_at, state,
                    attempts, first_attempt_at, finished_at, operator_transaction, cause)
            values ($1, 'DEBIT', $2, $3, $4, $5, $6, $7, $8, $9, $15, $10, $11, $11, $12,
                    $16, $17, $11, $13, $14)
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
        List<Tuple> attempts = new ArrayList<>();
        for (Debit debit : batch) {
            List<WalletExchange> made = made(debit);
            for (int i = 0; i < made.size(); i++) {
                attempts.add(attempt(i + 1, made.get(i)));
            }
        }
        return tx.preparedQuery(DEBIT)
                .executeBatch(batch.stream().map(PgDeliveryLog::row).toList())
                .chain(() -> tx.preparedQuery(ATTEMPT).executeBatch(attempts))
                .chain(() -> outbox.append(tx, batch.stream().map(KafkaResults::of).toList()));
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

    /** Logs an attempt in the caller's transaction. */
    static Uni<Void> insertAttempt(SqlClient tx, int attempt, WalletExchange exchange) {
        return tx.preparedQuery(ATTEMPT).execute(attempt(attempt, exchange)).replaceWithVoid();
    }

    private static Tuple row(Debit debit) {
        WalletExchange exchange = debit.exchange();
        UUID transaction = exchange.request().transaction();
        assert exchange.request().call() == WalletCall.DEBIT : exchange.request().call();
        Instant at = exchange.at();
        return Tuple.tuple()
                .addUUID(transaction)
                .addString(exchange.request().operator())
                .addString(debit.player())
                .addString(debit.ticket())
                .addString(debit.game())
                .addLong(debit.round())
                .addString(debit.currency())
                .addLong(debit.amount())
                .addString(debit.mode())
                .addString(exchange.request().body())
                .addOffsetDateTime(PgDeliveries.utc(at))
                .addString(exchange.answer().outcome())
                .addString(debit.operatorTransaction())
                .addString(exchange.answer().code())
                .addString("debit/" + transaction)
                .addInteger(made(debit).size())
                .addOffsetDateTime(PgDeliveries.utc(made(debit).getFirst().at()));
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

    private static Tuple attempt(int attempt, WalletExchange exchange) {
        return Tuple.tuple()
                .addUUID(exchange.request().transaction())
                .addInteger(attempt)
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
