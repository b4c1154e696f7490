package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.OutboxEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Debits whose line a killed gateway took with it: the engine's orders tell of them, since it gives
 * back what was not confirmed and sums what was.
 */
@ApplicationScoped
public class PgUnlogged {

    private static final int AT_ONCE_MAX = 100;

    /**
     * What the debits of a round took, and for how many bets, is what its close says; each rollback
     * has its debit.
     */
    private static final String ORDERS =
            """
            select c.transaction, c.kind, c.operator, c.ticket, c.game, c.round,
                   case c.kind when 'ROUND_CLOSE' then
                       (select coalesce(sum(d.amount), 0) = (c.body::jsonb ->> 'stakes')::bigint
                           and coalesce(sum(jsonb_array_length(d.body::jsonb -> 'bets')), 0)
                               = (c.body::jsonb ->> 'bets')::bigint
                          from wallet_transaction d
                         where d.operator = c.operator and d.game = c.game and d.round = c.round
                           and d.kind = 'DEBIT' and d.state = 'APPLIED'
                           and d.currency = c.currency and d.mode = c.mode
                           and d.ticket not in (select r.ticket from wallet_transaction r
                                where r.operator = c.operator and r.game = c.game
                                  and r.round = c.round and r.kind = 'ROLLBACK'))
                   else exists (select from wallet_transaction d
                        where d.operator = c.operator and d.ticket = c.ticket
                          and d.kind = 'DEBIT') end as whole
              from wallet_transaction c
             where c.kind in ('ROUND_CLOSE', 'ROLLBACK') and c.compared_at is null
               and c.state <> 'CLOSED_BY_HAND' and c.ordered_at < $1
             order by c.ordered_at limit $2\
            """;

    private static final String COMPARED =
            """
            update wallet_transaction set compared_at = $2
             where transaction = any($1) and state <> 'CLOSED_BY_HAND'\
            """;

    private static final String KNOWN =
            "select transaction from wallet_transaction where transaction = any($1)";

    private static final String ADD =
            """
            insert into wallet_transaction (transaction, kind, operator, player, ticket, game,
                    round, currency, amount, mode, lane, body, ordered_at, next_attempt_at, state,
                    attempts, finished_at, operator_transaction, cause)
            values ($1, 'DEBIT', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13,
                    0, $14, $15, 'NOT_LOGGED')
            on conflict (transaction) do nothing\
            """;

    private final Pool pool;
    private final Outbox outbox;

    PgUnlogged(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /**
     * Something that the engine ordered, and that the lines of debits were not yet held against.
     *
     * @param ticket of a rollback; empty when it is the close of a round
     * @param whole whether the lines agree with it
     */
    public record Order(
            UUID transaction,
            String operator,
            String ticket,
            String game,
            long round,
            boolean whole) {}

    /** The oldest orders that nobody compared, if they were ordered before that. */
    public Uni<List<Order>> orders(Instant before) {
        return pool.preparedQuery(ORDERS)
                .execute(Tuple.of(PgDeliveries.utc(before), AT_ONCE_MAX))
                .map(rows -> {
                    List<Order> orders = new ArrayList<>(rows.rowCount());
                    rows.forEach(row ->
                            orders.add(
                                    new Order(
                                            row.getUUID("transaction"),
                                            row.getString("operator"),
                                            row.getString("kind").equals("ROLLBACK")
                                                    ? row.getString("ticket")
                                                    : "",
                                            row.getString("game"),
                                            row.getLong("round"),
                                            row.getBoolean("whole"))));
                    return orders;
                });
    }

    /** Which of these debits have a line. */
    public Uni<Set<UUID>> known(List<UUID> transactions) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.tuple().addArrayOfUUID(transactions.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getUUID("transaction")));
                    return known;
                });
    }

    /** Adds the lines that are missing, tells of them, and notes that the order was compared. */
    public Uni<Void> add(Order order, List<PgDeliveryLog.Debit> missing, Instant now) {
        return pool.withTransaction(tx ->
                        Multi.createFrom()
                                .iterable(missing)
                                .onItem()
                                .transformToUniAndConcatenate(debit -> add(tx, debit, now))
                                .collect()
                                .asList()
                                .chain(events ->
                                        outbox.append(
                                                tx, events.stream().flatMap(List::stream).toList()))
                                .chain(() -> compared(tx, List.of(order), now)))
                .invoke(outbox::wake)
                .replaceWithVoid();
    }

    /** Notes that these were compared and nothing was missing. */
    public Uni<Void> whole(List<Order> orders, Instant now) {
        return orders.isEmpty() ? Uni.createFrom().voidItem() : compared(pool, orders, now);
    }

    private static Uni<Void> compared(SqlClient client, List<Order> orders, Instant now) {
        UUID[] transactions = orders.stream().map(Order::transaction).toArray(UUID[]::new);
        return client.preparedQuery(COMPARED)
                .execute(
                        Tuple.tuple()
                                .addArrayOfUUID(transactions)
                                .addOffsetDateTime(PgDeliveries.utc(now)))
                .replaceWithVoid();
    }

    /** Somebody else may have added or written it meanwhile: then there is nothing to tell. */
    private static Uni<List<OutboxEvent>> add(
            SqlClient tx, PgDeliveryLog.Debit debit, Instant now) {
        var exchange = debit.exchange();
        Tuple row =
                Tuple.tuple()
                        .addUUID(exchange.request().transaction())
                        .addString(exchange.request().operator())
                        .addString(debit.player())
                        .addString(debit.ticket())
                        .addString(debit.game())
                        .addLong(debit.round())
                        .addString(debit.currency())
                        .addLong(debit.amount())
                        .addString(debit.mode())
                        .addString("debit/" + exchange.request().transaction())
                        .addString(exchange.request().body())
                        .addOffsetDateTime(PgDeliveries.utc(exchange.at()))
                        .addString(exchange.answer().outcome())
                        .addOffsetDateTime(PgDeliveries.utc(now))
                        .addString(
                                exchange.answer() instanceof WalletAnswer.Applied applied
                                        ? applied.operatorTransaction()
                                        : "");
        return tx.preparedQuery(ADD)
                .execute(row)
                .map(added -> added.rowCount() == 1 ? List.of(KafkaResults.of(debit)) : List.of());
    }
}
