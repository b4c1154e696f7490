package fairdraw.gateway.parked;

import fairdraw.events.v1.ClosedByHand;
import fairdraw.events.v1.WalletResult;
import fairdraw.gateway.delivery.KafkaResults;
import fairdraw.gateway.v1.Attempt;
import fairdraw.gateway.v1.Liability;
import fairdraw.gateway.v1.ListParkedResponse;
import fairdraw.gateway.v1.ParkedTransaction;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The manual queue: transactions that are parked, and how they leave it. */
@ApplicationScoped
class PgParked {

    private static final int ATTEMPTS_MAX = 200;

    private static final String COLUMNS =
            """
            select transaction, position, kind, operator, player, ticket, game, round, currency,
                   amount, mode, state, cause, attempts, ordered_at, finished_at
              from wallet_transaction\s\
            """;

    private static final String LIST =
            COLUMNS
                    + """
                    where state = 'PARKED' and position > $1 and ($2::text = '' or operator = $2)
                    order by position limit $3\
                    """;

    private static final String FIND = COLUMNS + "where transaction = $1";

    private static final String LOCK = FIND + " for update";

    private static final String ATTEMPTS =
            """
            select attempt, at, latency_ms, url, request, status, answer, outcome, code
              from wallet_attempt where transaction = $1 order by id desc limit $2\
            """;

    /** What is owed to players; money that is taken back is no liability. */
    private static final String LIABILITIES =
            """
            select operator, currency, mode,
                   coalesce(sum(amount) filter (where state = 'PARKED'), 0)::bigint as parked,
                   count(*) filter (where state = 'PARKED') as parked_count,
                   coalesce(sum(amount) filter (where state = 'QUEUED'), 0)::bigint as queued,
                   count(*) filter (where state = 'QUEUED') as queued_count,
                   min(ordered_at) as oldest_at
              from wallet_transaction
             where state in ('PARKED', 'QUEUED') and amount > 0
               and kind in ('CREDIT', 'ROLLBACK', 'ADJUSTMENT', 'PROMOTION')
               and ($1::text = '' or operator = $1)
             group by operator, currency, mode
             order by operator, currency, mode\
            """;

    private static final String WAITING =
            """
            select count(*) as count, min(finished_at) as since
              from wallet_transaction where state = 'PARKED'\
            """;

    private static final String RETRY =
            """
            update wallet_transaction
               set state = 'QUEUED', next_attempt_at = $2, finished_at = null,
                   first_attempt_at = null, schedule_from = attempts, cause = ''
             where transaction = $1 and state = 'PARKED'\
            """;

    private static final String CLOSED_BY =
            "select transaction from wallet_closing where approval = $1";

    private static final String CLOSE =
            """
            insert into wallet_closing (transaction, approval, requested_by, approved_by, reason,
                    operator_transaction, approved_at, closed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)\
            """;

    private static final String RETIRE =
            """
            update wallet_transaction
               set state = 'CLOSED_BY_HAND', operator_transaction = $2, finished_at = $3
             where transaction = $1 and state = 'PARKED'\
            """;

    private final Pool pool;
    private final Outbox outbox;

    PgParked(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** What waits, past the cursor, the oldest first; of one operator or, when empty, of all. */
    Uni<ListParkedResponse> list(String operator, long after, int limit) {
        return pool.preparedQuery(LIST)
                // One more than asked for tells whether there is a next page.
                .execute(Tuple.of(after, operator, limit + 1))
                .map(rows -> {
                    var page = ListParkedResponse.newBuilder();
                    long last = 0;
                    for (Row row : rows) {
                        if (page.getTransactionsCount() == limit) {
                            return page.setNext(Long.toString(last)).build();
                        }
                        page.addTransactions(parked(row));
                        last = row.getLong("position");
                    }
                    return page.build();
                });
    }

    /** How many wait for people, and since when the oldest does. */
    record Waiting(long count, Optional<Instant> since) {}

    Uni<Waiting> waiting() {
        return pool.query(WAITING)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Waiting(
                                row.getLong("count"),
                                Optional.ofNullable(row.getOffsetDateTime("since"))
                                        .map(OffsetDateTime::toInstant)));
    }

    Uni<Optional<ParkedTransaction>> find(UUID transaction) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(transaction))
                .map(rows ->
                        rows.rowCount() == 0
                                ? Optional.empty()
                                : Optional.of(parked(rows.iterator().next())));
    }

    /** The newest attempts of a transaction. */
    Uni<List<Attempt>> attempts(UUID transaction) {
        return pool.preparedQuery(ATTEMPTS)
                .execute(Tuple.of(transaction, ATTEMPTS_MAX))
                .map(rows -> {
                    List<Attempt> log = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> log.add(attempt(row)));
                    return log;
                });
    }

    Uni<List<Liability>> liabilities(String operator) {
        return pool.preparedQuery(LIABILITIES)
                .execute(Tuple.of(operator))
                .map(rows -> {
                    List<Liability> found = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> found.add(liability(row)));
                    return found;
                });
    }

    /** Queues it once more with a schedule of its own; false when it does not wait for people. */
    Uni<Boolean> retry(UUID transaction, Instant now) {
        return pool.preparedQuery(RETRY)
                .execute(Tuple.of(transaction, utc(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * Retires the transaction for ever and tells the others, in one transaction of the database.
     * The same approval again changes nothing.
     */
    Uni<ParkedTransaction> close(Closing closing, Instant now) {
        return pool.withTransaction(tx ->
                        tx.preparedQuery(LOCK)
                                .execute(Tuple.of(closing.transaction()))
                                .chain(rows ->
                                        rows.rowCount() == 0
                                                ? refuse(RefusalCode.NOT_FOUND, "transaction")
                                                : close(tx, rows.iterator().next(), closing, now)))
                .invoke(outbox::wake);
    }

    private Uni<ParkedTransaction> close(SqlConnection tx, Row row, Closing closing, Instant now) {
        return tx.preparedQuery(CLOSED_BY)
                .execute(Tuple.of(closing.approval()))
                .chain(rows -> {
                    if (rows.rowCount() == 1) {
                        UUID closed = rows.iterator().next().getUUID("transaction");
                        return closed.equals(closing.transaction())
                                ? Uni.createFrom().item(parked(row))
                                : refuse(RefusalCode.IDEMPOTENCY_MISMATCH, "approval");
                    }
                    return row.getString("state").equals("PARKED")
                            ? retire(tx, parked(row), closing, now)
                            : refuse(RefusalCode.NOT_PARKED, "transaction");
                });
    }

    private Uni<ParkedTransaction> retire(
            SqlConnection tx, ParkedTransaction parked, Closing closing, Instant now) {
        Tuple word =
                Tuple.tuple()
                        .addUUID(closing.transaction())
                        .addUUID(closing.approval())
                        .addString(closing.requestedBy())
                        .addString(closing.approvedBy())
                        .addString(closing.reason())
                        .addString(closing.operatorTransaction())
                        .addOffsetDateTime(utc(closing.approvedAt()))
                        .addOffsetDateTime(utc(now));
        Tuple end = Tuple.of(closing.transaction(), closing.operatorTransaction(), utc(now));
        return tx.preparedQuery(CLOSE)
                .execute(word)
                .chain(() -> tx.preparedQuery(RETIRE).execute(end))
                .chain(() -> outbox.append(tx, List.of(told(parked, closing, now))))
                .replaceWith(parked);
    }

    private static OutboxEvent told(ParkedTransaction parked, Closing closing, Instant now) {
        var result =
                WalletResult.newBuilder()
                        .setTransaction(parked.getTransaction())
                        .setOperator(parked.getOperator())
                        .setPlayer(parked.getPlayer())
                        .setKind(parked.getKind())
                        .setTicket(parked.getTicket())
                        .setGame(parked.getGame())
                        .setRound(parked.getRound())
                        .setCurrency(parked.getCurrency())
                        .setMode(parked.getMode())
                        .setAmount(parked.getAmount())
                        .setAttempts(parked.getAttempts())
                        .setAtMs(now.toEpochMilli())
                        .setClosedByHand(
                                ClosedByHand.newBuilder()
                                        .setOperatorTransaction(closing.operatorTransaction())
                                        .setApproval(closing.approval().toString())
                                        .setReason(closing.reason()));
        return KafkaResults.event(result, now);
    }

    private static ParkedTransaction parked(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return ParkedTransaction.newBuilder()
                .setTransaction(row.getUUID("transaction").toString())
                .setKind(KafkaResults.kind(WalletCall.valueOf(row.getString("kind"))))
                .setOperator(row.getString("operator"))
                .setPlayer(row.getString("player"))
                .setTicket(row.getString("ticket"))
                .setGame(row.getString("game"))
                .setRound(row.getLong("round"))
                .setCurrency(row.getString("currency"))
                .setMode(row.getString("mode"))
                .setAmount(row.getLong("amount"))
                .setCause(row.getString("cause"))
                .setAttempts(row.getInteger("attempts"))
                .setOrderedAtMs(ms(row.getOffsetDateTime("ordered_at")))
                .setParkedAtMs(finished == null ? 0 : ms(finished))
                .build();
    }

    private static Attempt attempt(Row row) {
        return Attempt.newBuilder()
                .setAttempt(row.getInteger("attempt"))
                .setAtMs(ms(row.getOffsetDateTime("at")))
                .setLatencyMs(row.getInteger("latency_ms"))
                .setUrl(row.getString("url"))
                .setRequest(row.getString("request"))
                .setStatus(row.getInteger("status"))
                .setAnswer(row.getString("answer"))
                .setOutcome(row.getString("outcome"))
                .setCode(row.getString("code"))
                .build();
    }

    private static Liability liability(Row row) {
        return Liability.newBuilder()
                .setOperator(row.getString("operator"))
                .setCurrency(row.getString("currency"))
                .setMode(row.getString("mode"))
                .setParked(row.getLong("parked"))
                .setParkedCount(row.getLong("parked_count"))
                .setQueued(row.getLong("queued"))
                .setQueuedCount(row.getLong("queued_count"))
                .setOldestAtMs(ms(row.getOffsetDateTime("oldest_at")))
                .build();
    }

    private static long ms(OffsetDateTime at) {
        return at.toInstant().toEpochMilli();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static <T> Uni<T> refuse(RefusalCode code, String field) {
        return Uni.createFrom().failure(Refusal.of(code, field, code.sentence()).toException());
    }
}
