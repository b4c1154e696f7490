package fairdraw.gateway.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator may read of its transactions and their attempts. */
@ApplicationScoped
class PgTransactions {

    private static final int ATTEMPTS_MAX = 200;

    private static final String COLUMNS =
            """
            select transaction, position, kind, state, player, ticket, game, round, currency,
                   amount, mode, attempts, ordered_at, next_attempt_at, finished_at,
                   operator_transaction, cause
              from wallet_transaction\s\
            """;

    private static final String LIST =
            COLUMNS
                    + """
                    where operator = $1 and position < $2
                      and ($3::timestamptz is null or ordered_at >= $3)
                      and ($4::timestamptz is null or ordered_at < $4)
                      and ($5::text is null or ticket = $5)
                      and ($6::text is null or state = $6)
                    order by position desc
                    limit $7\
                    """;

    private static final String FIND = COLUMNS + "where operator = $1 and transaction = $2";

    private static final String ATTEMPTS =
            """
            select attempt, at, latency_ms, url, request, status, answer, outcome, code
              from wallet_attempt where transaction = $1 order by id limit $2\
            """;

    /**
     * Only what is owed: a debit is never sent a second time, and what two persons closed is
     * retired. What is not queued any more gets a schedule of its own.
     */
    private static final String REPLAY =
            """
            update wallet_transaction
               set state = 'QUEUED', next_attempt_at = $3, finished_at = null,
                   first_attempt_at = case when state = 'QUEUED' then first_attempt_at end,
                   schedule_from = case when state = 'QUEUED' then schedule_from else attempts end,
                   cause = ''
             where operator = $1 and transaction = any($2) and kind <> 'DEBIT'
               and state <> 'CLOSED_BY_HAND'\
            """;

    /** In the order in which they are sent. */
    private static final String OWED =
            COLUMNS
                    + """
                    where operator = $1 and ordered_at >= $2 and ordered_at < $3
                      and kind = any($4) and kind <> 'DEBIT' and state <> 'CLOSED_BY_HAND'
                    order by position
                    limit $5\
                    """;

    private final Pool pool;

    PgTransactions(Pool pool) {
        this.pool = pool;
    }

    /** What to list; a page's size and where it starts. */
    record Wanted(
            String operator,
            long before,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> ticket,
            Optional<String> state,
            int limit) {}

    Uni<TransactionView.TransactionPage> list(Wanted wanted) {
        Tuple values =
                Tuple.tuple()
                        .addString(wanted.operator())
                        .addLong(wanted.before())
                        .addOffsetDateTime(wanted.from().map(PgDeliveries::utc).orElse(null))
                        .addOffsetDateTime(wanted.to().map(PgDeliveries::utc).orElse(null))
                        .addString(wanted.ticket().orElse(null))
                        .addString(wanted.state().orElse(null))
                        // One more than asked for tells whether there is a next page.
                        .addInteger(wanted.limit() + 1);
        return pool.preparedQuery(LIST).execute(values).map(rows -> page(rows, wanted.limit()));
    }

    private static TransactionView.TransactionPage page(RowSet<Row> rows, int limit) {
        List<TransactionView> items = new ArrayList<>(rows.rowCount());
        String next = null;
        long last = 0;
        for (Row row : rows) {
            if (items.size() == limit) {
                next = Long.toString(last);
                break;
            }
            items.add(view(row, null));
            last = row.getLong("position");
        }
        return new TransactionView.TransactionPage(items, next);
    }

    Uni<Optional<TransactionView>> find(String operator, UUID transaction) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(operator, transaction))
                .chain(rows ->
                        rows.rowCount() == 0
                                ? Uni.createFrom().item(Optional.empty())
                                : attempts(transaction)
                                        .map(log ->
                                                Optional.of(view(rows.iterator().next(), log))));
    }

    private Uni<List<TransactionView.AttemptView>> attempts(UUID transaction) {
        return pool.preparedQuery(ATTEMPTS)
                .execute(Tuple.of(transaction, ATTEMPTS_MAX))
                .map(rows -> {
                    List<TransactionView.AttemptView> log = new ArrayList<>();
                    rows.forEach(row -> log.add(attempt(row)));
                    return log;
                });
    }

    /** What of these kinds was ordered in [from, to) and may be sent again, oldest first. */
    Uni<List<TransactionView>> owed(
            String operator, Instant from, Instant to, List<String> kinds, int limit) {
        Tuple values =
                Tuple.tuple()
                        .addString(operator)
                        .addOffsetDateTime(PgDeliveries.utc(from))
                        .addOffsetDateTime(PgDeliveries.utc(to))
                        .addArrayOfString(kinds.toArray(String[]::new))
                        .addInteger(limit);
        return pool.preparedQuery(OWED)
                .execute(values)
                .map(rows -> {
                    List<TransactionView> owed = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> owed.add(view(row, null)));
                    return owed;
                });
    }

    /** Queues what is owed once more, now; how many of them there were to send. */
    Uni<Integer> replay(String operator, List<UUID> transactions, Instant now) {
        Tuple values =
                Tuple.tuple()
                        .addString(operator)
                        .addArrayOfUUID(transactions.toArray(UUID[]::new))
                        .addOffsetDateTime(PgDeliveries.utc(now));
        return pool.preparedQuery(REPLAY).execute(values).map(rows -> rows.rowCount());
    }

    private static TransactionView view(Row row, @Nullable List<TransactionView.AttemptView> log) {
        boolean queued = row.getString("state").equals("QUEUED");
        return new TransactionView(
                row.getUUID("transaction"),
                row.getString("kind"),
                row.getString("state"),
                filled(row.getString("player")),
                filled(row.getString("ticket")),
                row.getString("game").isEmpty()
                        ? null
                        : row.getString("game") + ":" + row.getLong("round"),
                filled(row.getString("currency")),
                row.getLong("amount"),
                row.getString("mode"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("ordered_at").toInstant(),
                queued ? time(row.getOffsetDateTime("next_attempt_at")) : null,
                time(row.getOffsetDateTime("finished_at")),
                filled(row.getString("operator_transaction")),
                filled(row.getString("cause")),
                log);
    }

    private static TransactionView.AttemptView attempt(Row row) {
        return new TransactionView.AttemptView(
                row.getInteger("attempt"),
                row.getOffsetDateTime("at").toInstant(),
                row.getInteger("latency_ms"),
                row.getString("url"),
                row.getString("request"),
                row.getInteger("status"),
                row.getString("answer"),
                row.getString("outcome"),
                row.getString("code"));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }
}
