package fairdraw.reporting.reconcile;

import static fairdraw.reporting.reconcile.JudgedRow.difference;
import static fairdraw.reporting.reconcile.JudgedRow.total;

import fairdraw.reporting.access.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the three sides; row-level security keeps an operator to its own. */
@ApplicationScoped
public class PgReconciliation {

    // Before every day that can be asked for.
    private static final LocalDate NO_DAY = LocalDate.of(1970, 1, 1);

    private static final String AS =
            """
            select set_config('fairdraw.operator', $1, true),
                   set_config('statement_timeout', '30s', true)\
            """;

    // A wallet's clock may be 5 minutes off ours: only a list that covers both ends is a "no".
    private static final String JUDGED =
            """
            with asked as (
                select *, (event_at at time zone $6)::date as day,
                       (posted_at at time zone $6)::date as posting_day,
                       coalesce(stated_moved, told_state = 'APPLIED', false) as moved,
                       coalesce(booked_amount, told_amount, stated_amount, 0) as amount
                  from movement
                 where event_at >= $1 and event_at < $2 and mode = $3
                   and ($4 = '' or operator = $4) and ($5 = '' or currency = $5)
            ), tickets as (
                select operator, ticket,
                       -- The debit of a free bet moves nothing, and is there all the same.
                       bool_or(kind = 'DEBIT' and coalesce(
                           stated_moved or coalesce(booked_amount, told_amount) is not distinct
                               from 0, told_state = 'APPLIED')) as debited,
                       bool_or(kind = 'DEBIT' and stated_moved) as debit_stated,
                       bool_or(kind = 'ROLLBACK' and booked_at is not null) as rollback_ordered,
                       bool_or(kind = 'ROLLBACK' and coalesce(stated_moved,
                           told_state = 'APPLIED')) as rolled_back
                  from movement
                 where (operator, ticket) in (select operator, ticket from asked)
                 group by operator, ticket
            ), covered as (
                select operator, range_agg(span) as spans
                  from (select operator, statement, tstzrange(min(from_at), max(to_at)) as span
                          from statement_page
                         group by operator, statement
                        having bool_or(last) and count(*) = max(page) + 1) whole
                 group by operator
            ), judged as (
                select a.*, array_remove(array[
                    case when a.stated_at is not null and a.booked_at is null
                        and a.told_at is null then 'UNKNOWN_TO_US' end,
                    case when a.told_state = 'APPLIED' and a.stated_at is null
                        and (a.kind <> 'ROLLBACK' or t.debit_stated)
                        and coalesce(c.spans @> a.near, false)
                        then 'MISSING_AT_OPERATOR' end,
                    case when a.amount <> 0
                        and (not a.stated_moved and a.kind = 'ROLLBACK' and t.debit_stated
                        or not a.stated_moved and a.kind <> 'ROLLBACK'
                        and (a.booked_at is not null or a.told_state = 'APPLIED'))
                        then 'NOT_MOVED' end,
                    case when a.stated_twice then 'MOVED_TWICE' end,
                    case when a.told_state = 'CLOSED_BY_HAND' and a.stated_moved
                        then 'CLOSED_AND_MOVED' end,
                    case when a.kind = 'DEBIT' and a.booked_at is null and a.told_at is not null
                        and a.moved and not coalesce(t.rollback_ordered, false)
                        then 'DEBIT_WITHOUT_BET' end,
                    case when a.kind = 'DEBIT' and a.booked_at is not null
                        and a.told_state is distinct from 'APPLIED' then 'BET_WITHOUT_DEBIT' end,
                    case when a.kind = 'CREDIT' and a.moved and not coalesce(t.debited, false)
                        and (a.booked_at is not null or a.told_at is not null)
                        then 'CREDIT_WITHOUT_DEBIT' end,
                    case when a.kind = 'CREDIT' and a.moved and t.rolled_back
                        then 'ROLLED_BACK_AND_CREDITED' end,
                    case when a.kind <> 'DEBIT' and a.told_at is not null and a.booked_at is null
                        then 'NOT_ORDERED' end,
                    case when differ(a.booked_kind, a.told_kind, a.stated_kind)
                        then 'KIND_DIFFERS' end,
                    case when differ(a.booked_amount, a.told_amount,
                            case when a.stated_moved then a.stated_amount end)
                        then 'AMOUNT_DIFFERS' end,
                    case when differ(a.booked_currency, a.told_currency, a.stated_currency)
                        then 'CURRENCY_DIFFERS' end,
                    case when differ(a.booked_player, a.told_player, a.stated_player)
                        then 'PLAYER_DIFFERS' end,
                    case when differ(a.booked_ticket, a.told_ticket, a.stated_ticket)
                        then 'TICKET_DIFFERS' end,
                    case when differ(a.booked_mode, a.told_mode, a.stated_mode)
                        then 'MODE_DIFFERS' end,
                    case when a.kind <> 'DEBIT' and a.booked_at is not null and a.told_at is null
                        then 'STILL_QUEUED' end,
                    case when a.told_state = 'PARKED' then 'PARKED' end,
                    case when a.kind <> 'DEBIT' and a.told_state = 'NOT_APPLIED'
                        then 'REFUSED' end,
                    case when a.kind <> 'DEBIT' and a.told_state = 'UNKNOWN'
                        then 'UNDECIDED' end,
                    case when a.told_state = 'APPLIED' and a.stated_at is null
                        and not coalesce(c.spans @> a.near, false) then 'NOT_STATED' end
                    ]::text[], null) as causes
                  from (select *, tstzrange(told_at - interval '5 minutes',
                                            told_at + interval '5 minutes') as near
                          from asked) a
                  left join tickets t on t.operator = a.operator and t.ticket = a.ticket
                  left join covered c on c.operator = a.operator
            )
            """;

    private static final String DAYS =
            JUDGED
                    + """
                    , placed as (
                        select j.*,
                               dense_rank() over (order by day, operator, currency) as place
                          from judged j
                         where (day, operator, currency) > ($7, $8, $9)
                    )
                    select day, operator, currency, coalesce(kind, 'UNKNOWN') as kind,
                           (select name from operator_name o where o.operator = p.operator)
                               as name,
                           (select least(upper(span), (day + 1)::timestamp at time zone $6)
                              from covered c, unnest(c.spans) as span
                             where c.operator = p.operator
                               and span @> day::timestamp at time zone $6) as stated_until,
                           count(booked_at) as booked_n, sum(booked_amount) as booked_sum,
                           count(*) filter (where told_state = 'APPLIED') as told_n,
                           sum(told_amount) filter (where told_state = 'APPLIED') as told_sum,
                           count(*) filter (where stated_moved) as stated_n,
                           sum(stated_amount) filter (where stated_moved) as stated_sum,
                           count(*) filter (where moved and posting_day > day) as later_n,
                           sum(amount) filter (where moved and posting_day > day) as later_sum
                      from placed p
                     where place <= $10
                     group by day, operator, currency, kind
                     order by day, operator, currency, kind\
                    """;

    private static final String CAUSES =
            JUDGED
                    + """
                    select day, operator, currency, cause, count(*) as n, sum(amount) as total
                      from judged, unnest(causes) as cause
                     where (day, operator, currency) > ($7, $8, $9)
                     group by day, operator, currency, cause
                     order by day, operator, currency, cause\
                    """;

    private static final String EARLIER =
            """
            select operator, currency, (posted_at at time zone $6)::date as day, count(*) as n,
                   sum(coalesce(booked_amount, told_amount, stated_amount, 0)) as total
              from movement
             where posted_at >= $1 and posted_at < $2 and mode = $3
               and ($4 = '' or operator = $4) and ($5 = '' or currency = $5)
               and event_at < date_trunc('day', posted_at, $6)
               and coalesce(stated_moved, told_state = 'APPLIED', false)
             group by operator, currency, day\
            """;

    private static final String DIFFERENCES =
            JUDGED
                    + """
                    select j.*, cause
                      from judged j, unnest(causes) as cause
                     where ($11 = '' or cause = $11)
                       and (day, operator, transaction || ' ' || cause) > ($7, $8, $9)
                     order by day, operator, transaction || ' ' || cause
                     limit $10\
                    """;

    // An operator that nobody knows has no list: a slip in its name is not agreement.
    private static final String COVERED =
            """
            with asked as (
                select operator from operator_name where not closed
                union
                select operator from movement where event_at >= $1 and event_at < $2
                union
                select $3::text
            ), covered as (
                select operator, range_agg(span) as spans
                  from (select operator, statement, tstzrange(min(from_at), max(to_at)) as span
                          from statement_page
                         group by operator, statement
                        having bool_or(last) and count(*) = max(page) + 1) whole
                 group by operator
            )
            select a.operator,
                   (select upper(span) from covered c, unnest(c.spans) as span
                     where c.operator = a.operator and span @> $1) as stated_until
              from asked a
             where a.operator <> '' and ($3 = '' or a.operator = $3)
             order by a.operator\
            """;

    private final Pool pool;
    private final InstantSource clock;

    PgReconciliation(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Days in order of day, operator and currency. */
    public Uni<List<ReconciledDay>> days(Scope scope, ReconcileQuery query) {
        Tuple page = paged(query).addInteger(query.limit());
        return as(
                scope,
                tx ->
                        tx.preparedQuery(DAYS)
                                .execute(page)
                                .flatMap(sums ->
                                        causes(tx, query)
                                                .flatMap(causes ->
                                                        earlier(tx, query)
                                                                .map(earlier ->
                                                                        days(
                                                                                query, sums, causes,
                                                                                earlier)))));
    }

    private static Uni<Map<DayKey, List<CauseTotal>>> causes(
            SqlConnection tx, ReconcileQuery query) {
        return tx.preparedQuery(CAUSES)
                .execute(paged(query))
                .map(found -> {
                    var causes = new LinkedHashMap<DayKey, List<CauseTotal>>();
                    for (Row row : found) {
                        causes.computeIfAbsent(JudgedRow.key(row), _ -> new ArrayList<>())
                                .add(
                                        new CauseTotal(
                                                Cause.valueOf(row.getString("cause")),
                                                total(row, "n", "total")));
                    }
                    return causes;
                });
    }

    private static Uni<Map<DayKey, Total>> earlier(SqlConnection tx, ReconcileQuery query) {
        return tx.preparedQuery(EARLIER)
                .execute(asked(query))
                .map(found -> {
                    var totals = new LinkedHashMap<DayKey, Total>();
                    found.forEach(row -> totals.put(JudgedRow.key(row), total(row, "n", "total")));
                    return totals;
                });
    }

    private List<ReconciledDay> days(
            ReconcileQuery query,
            RowSet<Row> sums,
            Map<DayKey, List<CauseTotal>> causes,
            Map<DayKey, Total> earlier) {
        var kinds = new LinkedHashMap<DayKey, List<KindTotals>>();
        var heads = new LinkedHashMap<DayKey, Row>();
        for (Row row : sums) {
            DayKey key = JudgedRow.key(row);
            heads.putIfAbsent(key, row);
            kinds.computeIfAbsent(key, _ -> new ArrayList<>()).add(JudgedRow.kind(row));
        }
        Instant now = clock.instant();
        var days = new ArrayList<ReconciledDay>();
        heads.forEach((key, row) -> {
            Instant end = query.startOf(key.day().plusDays(1));
            Instant until = until(row);
            days.add(
                    new ReconciledDay(
                            key.day(),
                            key.operator(),
                            row.getString("name"),
                            key.tail(),
                            !now.isBefore(end),
                            end.equals(until),
                            until,
                            earlier.getOrDefault(key, JudgedRow.NOTHING),
                            List.copyOf(kinds.getOrDefault(key, List.of())),
                            inOrder(causes.getOrDefault(key, List.of()))));
        });
        return List.copyOf(days);
    }

    private static List<CauseTotal> inOrder(List<CauseTotal> causes) {
        return causes.stream().sorted(Comparator.comparing(CauseTotal::cause)).toList();
    }

    /** Differences in order of day, operator, transaction and cause. */
    public Uni<List<Difference>> differences(Scope scope, ReconcileQuery query) {
        Tuple page = paged(query).addInteger(query.limit()).addString(query.cause());
        return as(
                scope,
                tx ->
                        tx.preparedQuery(DIFFERENCES)
                                .execute(page)
                                .map(found -> {
                                    var rows = new ArrayList<Difference>();
                                    found.forEach(row -> rows.add(difference(row)));
                                    return List.copyOf(rows);
                                }));
    }

    /** What the days that were asked for come to, with the lists that have not come. */
    public Uni<Compared> compared(Scope scope, ReconcileQuery query, List<ReconciledDay> days) {
        String operator = scope.isHouse() ? query.operator() : scope.operator();
        Tuple period =
                Tuple.of(
                        query.start().atOffset(ZoneOffset.UTC),
                        query.end().atOffset(ZoneOffset.UTC),
                        operator);
        return as(
                scope,
                tx ->
                        tx.preparedQuery(COVERED)
                                .execute(period)
                                .map(found -> {
                                    var covers = new ArrayList<Compared.Cover>();
                                    found.forEach(row ->
                                            covers.add(
                                                    new Compared.Cover(
                                                            row.getString("operator"),
                                                            until(row))));
                                    return Compared.of(
                                            days,
                                            covers,
                                            query.zone(),
                                            query.to(),
                                            clock.instant());
                                }));
    }

    private static @Nullable Instant until(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("stated_until");
        return until == null ? null : until.toInstant();
    }

    private <T> Uni<T> as(Scope scope, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx ->
                tx.preparedQuery(AS)
                        .execute(Tuple.of(scope.operator()))
                        .chain(() -> work.apply(tx)));
    }

    private static Tuple asked(ReconcileQuery query) {
        return Tuple.tuple()
                .addOffsetDateTime(query.start().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(query.end().atOffset(ZoneOffset.UTC))
                .addString(query.mode())
                .addString(query.operator())
                .addString(query.currency())
                .addString(query.zone().getId());
    }

    private static Tuple paged(ReconcileQuery query) {
        return asked(query)
                .addLocalDate(query.after().map(DayKey::day).orElse(NO_DAY))
                .addString(query.after().map(DayKey::operator).orElse(""))
                .addString(query.after().map(DayKey::tail).orElse(""));
    }
}
