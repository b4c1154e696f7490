package fairdraw.gateway.report;

import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements that are wanted, how far they came, and their pages on the way to Kafka. */
@ApplicationScoped
class PgStatements {

    /** Each asks for the same period once while it is not fetched. */
    private static final String ASK =
            """
            insert into wallet_statement (id, operator, from_at, to_at, asked_at, next_attempt_at,
                   state)
            values ($1, $2, $3, $4, $5, $5, 'QUEUED')
            on conflict do nothing\
            """;

    private static final String QUEUED =
            """
            select id from wallet_statement
             where operator = $1 and from_at = $2 and to_at = $3 and state = 'QUEUED'\
            """;

    private static final String WAITING =
            "select count(*) from wallet_statement where operator = $1 and state = 'QUEUED'";

    /** One of an operator at a time, so that a slow one takes no place of the others. */
    private static final String CLAIM =
            """
            with picked as (
              select s.id from wallet_statement s
               where s.state = 'QUEUED' and s.next_attempt_at <= $1
                 and (s.claimed_until is null or s.claimed_until < $1)
                 and not exists (
                     select 1 from wallet_statement e
                      where e.operator = s.operator and e.state = 'QUEUED'
                        and e.id <> s.id
                        and (e.claimed_until >= $1
                             or (e.next_attempt_at <= $1 and e.position < s.position)))
               order by s.next_attempt_at
               limit $3
                 for update skip locked)
            update wallet_statement w set claimed_until = $2
              from picked where w.id = picked.id
            returning w.id, w.operator, w.from_at, w.to_at, w.cursor, w.page, w.failures\
            """;

    /** By the page's number, so that a worker that lost its claim publishes nothing. */
    private static final String TURN =
            """
            update wallet_statement
               set page = page + 1, cursor = $3, lines = lines + $4, failures = 0, cause = '',
                   claimed_until = $5, state = $6, finished_at = $7
             where id = $1 and page = $2 and state = 'QUEUED'\
            """;

    private static final String FAIL =
            """
            update wallet_statement
               set failures = failures + 1, cause = $3, claimed_until = null, state = $4,
                   next_attempt_at = coalesce($5, next_attempt_at), finished_at = $6
             where id = $1 and page = $2 and state = 'QUEUED'\
            """;

    private static final String GIVE_BACK =
            """
            update wallet_statement set claimed_until = null, next_attempt_at = $3
             where id = $1 and page = $2 and state = 'QUEUED'\
            """;

    private static final String LIST =
            """
            select id, position, from_at, to_at, asked_at, state, page, lines, next_attempt_at,
                   finished_at, cause
              from wallet_statement
             where operator = $1 and position < $2 and ($3::uuid is null or id = $3)
             order by position desc limit $4\
            """;

    private final Pool pool;
    private final Outbox outbox;

    PgStatements(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** Asks for a statement; the id of the one that is asked for already, if one is. */
    Uni<UUID> ask(UUID id, String operator, Instant from, Instant to, Instant now) {
        return pool.preparedQuery(ASK)
                .execute(Tuple.of(id, operator, utc(from), utc(to), utc(now)))
                .chain(() ->
                        pool.preparedQuery(QUEUED).execute(Tuple.of(operator, utc(from), utc(to))))
                .map(rows -> rows.rowCount() == 0 ? id : rows.iterator().next().getUUID("id"));
    }

    /** How many of an operator are not fetched yet. */
    Uni<Long> waiting(String operator) {
        return pool.preparedQuery(WAITING)
                .execute(Tuple.of(operator))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Claims what is due until the claim ends. */
    Uni<List<Statement>> claim(Instant now, Instant end, int limit) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(now), utc(end), limit))
                .map(rows -> {
                    List<Statement> claimed = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> claimed.add(statement(row)));
                    return claimed;
                });
    }

    /**
     * Publishes a page and turns to the next, in one transaction; false when the claim was lost.
     *
     * @param next cursor of the next page; empty when this was the last
     */
    Uni<Boolean> turn(
            Statement statement,
            int lines,
            Optional<String> next,
            OutboxEvent event,
            Instant now,
            Instant claimEnd) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(statement.id())
                        .addInteger(statement.page())
                        .addString(next.orElse(null))
                        .addInteger(lines)
                        .addOffsetDateTime(next.isPresent() ? utc(claimEnd) : null)
                        .addString(next.isPresent() ? "QUEUED" : "FETCHED")
                        .addOffsetDateTime(next.isPresent() ? null : utc(now));
        return pool.withTransaction(tx ->
                        tx.preparedQuery(TURN)
                                .execute(values)
                                .chain(rows ->
                                        rows.rowCount() == 1
                                                ? outbox.append(tx, List.of(event))
                                                        .replaceWith(true)
                                                : Uni.createFrom().item(false)))
                .invoke(outbox::wake);
    }

    /** The page did not come; without a time for the next attempt it is given up. */
    Uni<Void> fail(Statement statement, String cause, Optional<Instant> again, Instant now) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(statement.id())
                        .addInteger(statement.page())
                        .addString(cause)
                        .addString(again.isPresent() ? "QUEUED" : "GIVEN_UP")
                        .addOffsetDateTime(again.map(PgStatements::utc).orElse(null))
                        .addOffsetDateTime(again.isPresent() ? null : utc(now));
        return pool.preparedQuery(FAIL).execute(values).replaceWithVoid();
    }

    /** The call was not made: it does not count as a failure. */
    Uni<Void> giveBack(Statement statement, Instant nextAttemptAt) {
        return pool.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(statement.id(), statement.page(), utc(nextAttemptAt)))
                .replaceWithVoid();
    }

    /** Statements of an operator below a position, newest first; or one of them. */
    Uni<StatementView.StatementPage> list(
            String operator, long before, Optional<UUID> id, int limit) {
        Tuple values =
                Tuple.tuple()
                        .addString(operator)
                        .addLong(before)
                        .addUUID(id.orElse(null))
                        .addInteger(limit + 1);
        return pool.preparedQuery(LIST)
                .execute(values)
                .map(rows -> {
                    List<StatementView> items = new ArrayList<>(rows.rowCount());
                    String next = null;
                    long last = 0;
                    for (Row row : rows) {
                        if (items.size() == limit) {
                            next = Long.toString(last);
                            break;
                        }
                        items.add(view(row));
                        last = row.getLong("position");
                    }
                    return new StatementView.StatementPage(items, next);
                });
    }

    private static StatementView view(Row row) {
        boolean queued = row.getString("state").equals("QUEUED");
        String cause = row.getString("cause");
        return new StatementView(
                row.getUUID("id"),
                row.getString("state"),
                instant(row, "from_at"),
                instant(row, "to_at"),
                instant(row, "asked_at"),
                row.getInteger("page"),
                row.getLong("lines"),
                queued ? instant(row, "next_attempt_at") : null,
                optional(row.getOffsetDateTime("finished_at")),
                cause.isEmpty() ? null : cause);
    }

    private static Statement statement(Row row) {
        return new Statement(
                row.getUUID("id"),
                row.getString("operator"),
                instant(row, "from_at"),
                instant(row, "to_at"),
                Optional.ofNullable(row.getString("cursor")),
                row.getInteger("page"),
                row.getInteger("failures"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant optional(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
