package fairdraw.reporting.reconcile;

import fairdraw.reporting.reconcile.Saying.Booked;
import fairdraw.reporting.reconcile.Saying.Stated;
import fairdraw.reporting.reconcile.Saying.Told;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what the three sides say, each in its own columns of a transaction's one row. */
@ApplicationScoped
class PgMovements {

    /** Stands for no game and no market. */
    private static final String NOWHERE = "-";

    private static final String AS_HOUSE = "select set_config('fairdraw.operator', '*', true)";

    // The first order stands: an order that is sent again is the same one.
    private static final String BOOK =
            """
            insert into movement as m (operator, transaction, booked_kind, booked_player,
                    booked_ticket, booked_game, booked_round, booked_currency, booked_mode,
                    booked_amount, booked_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (operator, transaction) do update set
                booked_kind = excluded.booked_kind, booked_player = excluded.booked_player,
                booked_ticket = excluded.booked_ticket, booked_game = excluded.booked_game,
                booked_round = excluded.booked_round, booked_currency = excluded.booked_currency,
                booked_mode = excluded.booked_mode, booked_amount = excluded.booked_amount,
                booked_at = excluded.booked_at
             where m.booked_at is null\
            """;

    // Counted once, however often it is ordered.
    private static final String CORRECT =
            """
            insert into correction_fact (operator, transaction, kind, currency, mode, game, market,
                    round, ticket, player, free, amount, posted_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (operator, transaction) do nothing\
            """;

    private static final String BOOKED =
            """
            select booked_kind, booked_player, booked_ticket, booked_currency, booked_mode,
                   booked_amount
              from movement where operator = $1 and transaction = $2\
            """;

    // The newest result stands: what was parked is applied later.
    private static final String TELL =
            """
            insert into movement as m (operator, transaction, told_kind, told_player, told_ticket,
                    told_game, told_round, told_currency, told_mode, told_amount, told_at,
                    told_state, told_operator_transaction)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (operator, transaction) do update set
                told_kind = excluded.told_kind, told_player = excluded.told_player,
                told_ticket = excluded.told_ticket, told_game = excluded.told_game,
                told_round = excluded.told_round, told_currency = excluded.told_currency,
                told_mode = excluded.told_mode, told_amount = excluded.told_amount,
                told_at = excluded.told_at, told_state = excluded.told_state,
                told_operator_transaction = excluded.told_operator_transaction
             where m.told_at is null or m.told_at <= excluded.told_at\
            """;

    private static final String STATE =
            """
            insert into movement as m (operator, transaction, stated_kind, stated_player,
                    stated_ticket, stated_game, stated_round, stated_currency, stated_mode,
                    stated_amount, stated_at, stated_operator_transaction, stated_moved,
                    stated_fetched_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (operator, transaction) do update set
                stated_kind = excluded.stated_kind, stated_player = excluded.stated_player,
                stated_ticket = excluded.stated_ticket, stated_game = excluded.stated_game,
                stated_round = excluded.stated_round, stated_currency = excluded.stated_currency,
                stated_mode = excluded.stated_mode, stated_amount = excluded.stated_amount,
                stated_at = excluded.stated_at,
                stated_operator_transaction = excluded.stated_operator_transaction,
                stated_moved = excluded.stated_moved,
                stated_fetched_at = excluded.stated_fetched_at,
                stated_twice = m.stated_twice
                    or (m.stated_moved and excluded.stated_moved
                        and m.stated_operator_transaction
                            <> excluded.stated_operator_transaction) is true
             where m.stated_fetched_at is null
                or m.stated_fetched_at <= excluded.stated_fetched_at\
            """;
    private static final String PAGE =
            """
            insert into statement_page (operator, statement, page, last, from_at, to_at, fetched_at,
                    lines)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (operator, statement, page) do nothing\
            """;

    // Writers that take rows in one order never wait for each other in a circle.
    private static final Comparator<Saying> ORDER =
            Comparator.comparing((Saying each) -> each.movement().operator())
                    .thenComparing(each -> each.movement().transaction());

    private final Pool pool;

    PgMovements(Pool pool) {
        this.pool = pool;
    }

    /** Writes orders of the engine; the answer holds those that contradict an earlier one. */
    Uni<List<Booked>> book(List<Booked> orders) {
        List<Booked> sorted = orders.stream().sorted(ORDER).toList();
        return asHouse(tx ->
                tx.preparedQuery(BOOK)
                        .executeBatch(tuples(sorted))
                        .map(done -> untouched(sorted, done))
                        .call(known -> correct(tx, sorted, known))
                        .chain(known -> contradictions(tx, known)));
    }

    /** Counts the corrections and promotions among new orders. */
    private static Uni<Void> correct(SqlConnection tx, List<Booked> orders, List<Booked> known) {
        var old = new IdentityHashMap<Booked, Boolean>();
        known.forEach(order -> old.put(order, true));
        var rows =
                orders.stream()
                        .filter(order -> !old.containsKey(order))
                        .filter(PgMovements::corrects)
                        .map(PgMovements::correction)
                        .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(CORRECT).executeBatch(rows).replaceWithVoid();
    }

    private static boolean corrects(Booked order) {
        var kind = order.movement().kind();
        return kind == Movement.Kind.ADJUSTMENT || kind == Movement.Kind.PROMOTION;
    }

    private static Tuple correction(Booked order) {
        Movement it = order.movement();
        boolean ofBet = it.kind() == Movement.Kind.ADJUSTMENT;
        return Tuple.tuple()
                .addString(it.operator())
                .addString(it.transaction())
                .addString(name(it))
                .addString(it.currency())
                .addString(it.mode())
                .addString(Objects.requireNonNullElse(it.game(), NOWHERE))
                .addString(order.market().isEmpty() ? NOWHERE : order.market())
                .addLong(ofBet ? it.round() : null)
                .addString(it.ticket())
                .addString(it.player())
                .addBoolean(order.free())
                .addLong(it.amount())
                .addOffsetDateTime(utc(it.at()));
    }

    private static List<Booked> untouched(List<Booked> orders, RowSet<Row> done) {
        var untouched = new ArrayList<Booked>();
        RowSet<Row> each = done;
        for (Booked order : orders) {
            if (each.rowCount() == 0) {
                untouched.add(order);
            }
            each = each.next();
        }
        return untouched;
    }

    private static Uni<List<Booked>> contradictions(SqlConnection tx, List<Booked> known) {
        if (known.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var keys =
                known.stream()
                        .map(Booked::movement)
                        .map(each -> Tuple.of(each.operator(), each.transaction()))
                        .toList();
        return tx.preparedQuery(BOOKED)
                .executeBatch(keys)
                .map(found -> contradicting(known, found));
    }

    private static List<Booked> contradicting(List<Booked> known, RowSet<Row> found) {
        var contradicting = new ArrayList<Booked>();
        RowSet<Row> each = found;
        for (Booked order : known) {
            Row row = each.iterator().next();
            Movement it = order.movement();
            boolean same =
                    Objects.equals(row.getString("booked_kind"), name(it))
                            && Objects.equals(row.getString("booked_player"), it.player())
                            && Objects.equals(row.getString("booked_ticket"), it.ticket())
                            && Objects.equals(row.getString("booked_currency"), it.currency())
                            && Objects.equals(row.getString("booked_mode"), it.mode())
                            && Objects.equals(row.getLong("booked_amount"), it.amount());
            if (!same) {
                contradicting.add(order);
            }
            each = each.next();
        }
        return contradicting;
    }

    /** Writes what became of calls. */
    Uni<Void> tell(List<Told> results) {
        var rows =
                results.stream()
                        .sorted(ORDER)
                        .map(told ->
                                tuple(told.movement())
                                        .addString(told.state().name())
                                        .addString(told.operatorTransaction()))
                        .toList();
        return asHouse(tx -> tx.preparedQuery(TELL).executeBatch(rows).replaceWithVoid());
    }

    /** Writes a page of an operator's list. */
    Uni<Void> state(StatementPage page) {
        var lines = page.lines().stream().sorted(ORDER).map(PgMovements::line).toList();
        Tuple head =
                Tuple.tuple()
                        .addString(page.operator())
                        .addString(page.statement())
                        .addInteger(page.page())
                        .addBoolean(page.last())
                        .addOffsetDateTime(utc(page.from()))
                        .addOffsetDateTime(utc(page.to()))
                        .addOffsetDateTime(utc(page.fetchedAt()))
                        .addInteger(page.lines().size());
        return asHouse(tx -> {
            Uni<Void> first = tx.preparedQuery(PAGE).execute(head).replaceWithVoid();
            return lines.isEmpty()
                    ? first
                    : first.chain(() -> tx.preparedQuery(STATE).executeBatch(lines))
                            .replaceWithVoid();
        });
    }

    private <T> Uni<T> asHouse(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> tx.query(AS_HOUSE).execute().chain(() -> work.apply(tx)));
    }

    private static Tuple line(Stated line) {
        return tuple(line.movement())
                .addString(line.operatorTransaction())
                .addBoolean(line.moved())
                .addOffsetDateTime(utc(line.fetchedAt()));
    }

    private static List<Tuple> tuples(List<Booked> orders) {
        return orders.stream().map(order -> tuple(order.movement())).toList();
    }

    private static Tuple tuple(Movement it) {
        return Tuple.tuple()
                .addString(it.operator())
                .addString(it.transaction())
                .addString(name(it))
                .addString(it.player())
                .addString(it.ticket())
                .addString(it.game())
                .addLong(it.round())
                .addString(it.currency())
                .addString(it.mode())
                .addLong(it.amount())
                .addOffsetDateTime(utc(it.at()));
    }

    private static @Nullable String name(Movement it) {
        return it.kind() == null ? null : it.kind().name();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
