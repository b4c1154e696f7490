package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
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
import java.util.Map;
import java.util.Optional;

/** The queue of what is owed, in PostgreSQL. */
@ApplicationScoped
class PgDeliveries {

    /** Once; a later order of a rollback that was done arms it again (spec 5). */
    private static final String INSERT =
            """
            insert into wallet_transaction (transaction, kind, operator, player, ticket, game,
                    round, currency, amount, mode, lane, body, ordered_at, expires_at,
                    next_attempt_at, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'QUEUED')
            on conflict (transaction) do update
               set state = 'QUEUED', schedule_from = wallet_transaction.attempts,
                   first_attempt_at = null, finished_at = null,
                   next_attempt_at = excluded.next_attempt_at, ordered_at = excluded.ordered_at
             where wallet_transaction.kind = 'ROLLBACK' and wallet_transaction.state = 'APPLIED'
               and wallet_transaction.ordered_at < excluded.ordered_at\
            """;

    private static final String PROGRESS =
            """
            insert into consumer_progress (topic, part, position) values ($1, $2, $3)
            on conflict (topic, part) do update set position = excluded.position
             where consumer_progress.position < excluded.position\
            """;

    /**
     * Takes what is due, for each operator as many as it has room for. Nothing is taken while
     * something older of its lane is queued, and the close of a round waits for its movements.
     */
    private static final String CLAIM =
            """
            with picked as (
              select due.transaction
                from unnest($1::text[], $2::int[]) as o (operator, room)
               cross join lateral (
                 select t.transaction
                   from wallet_transaction t
                  where t.operator = o.operator and t.state = 'QUEUED'
                    and t.next_attempt_at <= $3
                    and (t.claimed_until is null or t.claimed_until < $3)
                    and not exists (
                        select 1 from wallet_transaction e
                         where e.operator = t.operator and e.lane = t.lane
                           and e.state = 'QUEUED' and e.position < t.position)
                    and (t.kind <> 'ROUND_CLOSE' or not exists (
                        select 1 from wallet_transaction e
                         where e.operator = t.operator and e.game = t.game
                           and e.round = t.round and e.currency = t.currency
                           and e.state = 'QUEUED' and e.kind in ('CREDIT', 'ROLLBACK')))
                  order by t.next_attempt_at
                  limit o.room
                    for update skip locked) due)
            update wallet_transaction w
               set claimed_until = $4, attempts = w.attempts + 1,
                   first_attempt_at = coalesce(w.first_attempt_at, $3)
              from picked where w.transaction = picked.transaction
            returning w.transaction, w.kind, w.operator, w.player, w.ticket, w.game, w.round,
                   w.currency, w.amount, w.mode, w.lane, w.body, w.ordered_at, w.expires_at,
                   w.attempts, w.schedule_from, w.first_attempt_at\
            """;

    private static final String GIVE_BACK =
            """
            update wallet_transaction
               set claimed_until = null, attempts = attempts - 1, next_attempt_at = $3
             where transaction = $1 and attempts = $2 and state = 'QUEUED'\
            """;

    private final Pool pool;
    private final Outbox outbox;

    PgDeliveries(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** How far a topic was read. */
    record Progress(String topic, int partition, long offset) {}

    /** Queues deliveries and remembers how far we read, in one transaction; poison goes aside. */
    Uni<Void> queue(List<Delivery> deliveries, List<Progress> progress, List<OutboxEvent> poison) {
        return pool.withTransaction(tx ->
                insert(tx, deliveries)
                        .chain(() -> batch(tx, PROGRESS, progressRows(progress)))
                        .chain(() -> outbox.append(tx, poison)));
    }

    private static Uni<Void> insert(SqlConnection tx, List<Delivery> deliveries) {
        return batch(tx, INSERT, deliveries.stream().map(PgDeliveries::row).toList());
    }

    private static Uni<Void> batch(SqlConnection tx, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static List<Tuple> progressRows(List<Progress> progress) {
        return progress.stream().map(p -> Tuple.of(p.topic(), p.partition(), p.offset())).toList();
    }

    /** Claims what is due until the claim ends. */
    Uni<List<Delivery.Claimed>> claim(
            Map<String, Integer> roomByOperator, Instant now, Instant end) {
        List<Map.Entry<String, Integer>> rooms = List.copyOf(roomByOperator.entrySet());
        String[] operators = rooms.stream().map(Map.Entry::getKey).toArray(String[]::new);
        Integer[] room = rooms.stream().map(Map.Entry::getValue).toArray(Integer[]::new);
        Tuple values =
                Tuple.tuple()
                        .addArrayOfString(operators)
                        .addArrayOfInteger(room)
                        .addOffsetDateTime(utc(now))
                        .addOffsetDateTime(utc(end));
        return pool.preparedQuery(CLAIM)
                .execute(values)
                .map(rows -> {
                    List<Delivery.Claimed> claimed = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> claimed.add(claimed(row)));
                    return claimed;
                });
    }

    /** The call was not made: it does not count as an attempt. */
    Uni<Void> giveBack(Delivery.Claimed claimed, Instant nextAttemptAt) {
        return pool.preparedQuery(GIVE_BACK)
                .execute(
                        Tuple.of(
                                claimed.delivery().transaction(),
                                claimed.attempt(),
                                utc(nextAttemptAt)))
                .replaceWithVoid();
    }

    private static Tuple row(Delivery delivery) {
        return Tuple.tuple()
                .addUUID(delivery.transaction())
                .addString(delivery.call().name())
                .addString(delivery.operator())
                .addString(delivery.player())
                .addString(delivery.ticket())
                .addString(delivery.game())
                .addLong(delivery.round())
                .addString(delivery.currency())
                .addLong(delivery.amount())
                .addString(delivery.mode())
                .addString(delivery.lane())
                .addString(delivery.body())
                .addOffsetDateTime(utc(delivery.orderedAt()))
                .addOffsetDateTime(delivery.expiresAt().map(PgDeliveries::utc).orElse(null))
                // Due since it was ordered: the oldest order goes first.
                .addOffsetDateTime(utc(delivery.orderedAt()));
    }

    private static Delivery.Claimed claimed(Row row) {
        return new Delivery.Claimed(
                delivery(row),
                row.getInteger("attempts"),
                row.getInteger("attempts") - row.getInteger("schedule_from"),
                row.getOffsetDateTime("first_attempt_at").toInstant());
    }

    private static Delivery delivery(Row row) {
        OffsetDateTime expires = row.getOffsetDateTime("expires_at");
        return new Delivery(
                row.getUUID("transaction"),
                WalletCall.valueOf(row.getString("kind")),
                row.getString("operator"),
                row.getString("player"),
                row.getString("ticket"),
                row.getString("game"),
                row.getLong("round"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getString("mode"),
                row.getString("lane"),
                row.getString("body"),
                row.getOffsetDateTime("ordered_at").toInstant(),
                Optional.ofNullable(expires).map(OffsetDateTime::toInstant));
    }

    static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
