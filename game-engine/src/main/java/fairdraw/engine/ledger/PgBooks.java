package fairdraw.engine.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the books up a second way (spec 5, invariant 1): all of them, or what is new beside the sums
 * that the last check carried on.
 */
@ApplicationScoped
class PgBooks {

    /** Accounts that one check names at most. */
    static final int DRIFTED_MAX = 100;

    private static final String DRIFTED =
            """
            select operator, currency, mode, 'trial balance' as account, sum(balance) as booked,
                   0::numeric as counted
              from trial_balance group by operator, currency, mode having sum(balance) <> 0
            union all
            select operator, currency, mode, account, booked, counted from drifted_account
             limit\s\
            """
                    + DRIFTED_MAX;

    // One snapshot for all that a check reads; the plan must know how little is new.
    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read";
    private static final String PLAN = "set local plan_cache_mode = force_custom_plan";

    // Numbers start anew in a restored database: what was carried there says nothing here.
    private static final String FORGET_RESTORED =
            """
            delete from books_carried_to
             where written > pg_snapshot_xmin(pg_current_snapshot())::text::bigint\
            """;
    private static final String FORGET =
            """
            with gone as (delete from books_carried), rounds as (delete from books_carried_rounds)
            delete from books_carried_to\
            """;

    /** From where on rows of the ledger are new, and from where on some may be missing yet. */
    private static final String WRITTEN =
            """
            select coalesce((select written from books_carried_to), 0) as carried,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint as until\
            """;

    /** The last round of each game that was carried, and the last before its first live one. */
    private static final String ROUNDS =
            """
            select g.game, coalesce(c.round, -1) as carried,
                   coalesce((select min(r.number) - 1 from rounds r
                              where r.game = g.game and r.number > coalesce(c.round, -1)
                                and r.state in ('OPEN', 'CLOSED', 'SEALED', 'DRAWN', 'SETTLED')),
                            (select max(r.number) from rounds r where r.game = g.game),
                            -1) as until
              from game_registration g left join books_carried_rounds c using (game)\
            """;

    // A declined ticket owes a refund only if somebody debited it after all, at any time. Its
    // ticket, like every other row of a final round, changes no more.
    private static final String SINCE =
            """
            with game as (
                select * from unnest($3::text[], $4::bigint[], $5::bigint[])
                           as g (game, carried, until)),
            transfer as materialized (
                select *, written < $2 as final from ledger where written >= $1),
            ticket as materialized (
                select t.operator, t.currency, t.mode, t.stake, t.state,
                       t.round <= g.until as final,
                       r.state in ('SETTLED', 'PUBLISHED') as settled
                  from game g
                  join tickets t on t.game = g.game and t.round > g.carried and t.free_bet = ''
                  join rounds r on r.game = t.game and r.number = t.round),
            win as materialized (
                select b.operator, b.currency, b.mode, b.free, s.payout,
                       s.round <= g.until as final
                  from game g
                  join settlements s on s.game = g.game and s.round > g.carried
                  join bets b on b.game = s.game and b.round = s.round and b.sequence = s.sequence),
            decided as (
                select c.*, coalesce(t.free_bet, '') <> '' as free
                  from correction c left join tickets t on t.ticket = c.ticket),
            line (operator, currency, mode, account, booked, counted, final) as (
                select operator, currency, mode, replace(debit, '_delivered', '_due'), amount, 0,
                       final from transfer where phase = 'POSTED'
                union all
                select operator, currency, mode, replace(credit, '_delivered', '_due'), -amount, 0,
                       final from transfer where phase = 'POSTED'
                union all
                select operator, currency, mode, 'operator_balance kept',
                       case debit when 'operator_balance' then amount else -amount end, 0, final
                  from transfer where phase = 'POSTED' and 'operator_balance' in (debit, credit)
                union all
                select operator, currency, mode, 'held',
                       case when phase = 'PENDING' then amount
                            when phase = 'VOIDED' or debit = 'stakes' then -amount else 0 end,
                       0, final from transfer where 'stakes' in (debit, credit)
                union all
                select operator, currency, mode,
                       case when settled then 'house_result' else 'stakes' end, 0, -stake, final
                  from ticket where state = 'ACCEPTED'
                union all
                select operator, currency, mode, 'operator_balance', 0, stake, final
                  from ticket where state = 'ACCEPTED' and settled
                union all
                select operator, currency, mode, 'refunds_due', 0, -stake, final
                  from ticket where state in ('EXPIRED', 'REFUNDED')
                union all
                select t.operator, t.currency, t.mode, 'refunds_due', 0, -t.stake, f.final
                  from transfer f join tickets t on t.ticket = f.ticket
                 where f.credit = 'refunds_due' and t.state = 'DECLINED' and t.free_bet = ''
                union all
                select operator, currency, mode, 'payouts_due', 0, -payout, final from win
                union all
                select operator, currency, mode, 'house_result', 0, payout, final
                  from win where not free
                union all
                select operator, currency, mode, 'operator_balance', 0, -payout, final
                  from win where not free
                union all
                select operator, currency, mode, 'adjustments_due', 0, -amount, false
                  from decided where kind = 'ADJUST_BET'
                union all
                select operator, currency, mode, 'house_result', 0, amount, false
                  from decided where kind = 'ADJUST_BET' and not free
                union all
                select operator, currency, mode, 'operator_balance', 0, -amount, false
                  from decided where kind in ('PAYMENT', 'PROMOTION')
                     or kind = 'ADJUST_BET' and not free
                union all
                select operator, currency, mode, 'payments', 0, amount, false
                  from decided where kind = 'PAYMENT'
                union all
                select operator, currency, mode, 'promotions', 0, amount, false
                  from decided where kind = 'PROMOTION'
                union all
                select operator, currency, mode, 'promotions_due', 0, -amount, false
                  from decided where kind = 'PROMOTION'
                union all
                select operator, currency, mode, 'operator_balance kept', 0, balance, false
                  from operator_balance
                union all
                select operator, currency, mode, 'held', 0, held, false from operator_held),
            fresh as materialized (
                select operator, currency, mode, account, final, sum(booked)::numeric as booked,
                       sum(counted)::numeric as counted
                  from line where account <> 'player_funds_held' group by 1, 2, 3, 4, 5),
            carried as (
                insert into books_carried as c
                select operator, currency, mode, account, booked, counted from fresh where final
                on conflict (operator, currency, mode, account) do update
                   set booked = c.booked + excluded.booked, counted = c.counted + excluded.counted)
            select operator, currency, mode, account, sum(booked) as booked, sum(counted) as counted
              from (select operator, currency, mode, account, booked, counted from fresh
                    union all
                    select operator, currency, mode, account, booked, counted
                      from books_carried) as whole
             group by 1, 2, 3, 4 having sum(booked) <> sum(counted) limit\s\
            """
                    + DRIFTED_MAX;

    private static final String CARRY_WRITTEN =
            """
            insert into books_carried_to (written) values ($1)
            on conflict (one) do update set written = excluded.written\
            """;

    private static final String CARRY_ROUNDS =
            """
            insert into books_carried_rounds (game, round)
            select * from unnest($1::text[], $2::bigint[])
            on conflict (game) do update set round = excluded.round\
            """;

    private final Pool pool;

    PgBooks(Pool pool) {
        this.pool = pool;
    }

    /**
     * The accounts that drifted by all that is stored, at most 100; none is the only good answer.
     * Reads everything.
     */
    Uni<List<DriftedAccount>> drifted() {
        return pool.query(DRIFTED).execute().map(PgBooks::accounts);
    }

    /**
     * The accounts that drifted by what is new since the last time and the sums that it carried on,
     * at most 100. A carried row that somebody changed since shows in {@link #drifted} alone.
     */
    Uni<List<DriftedAccount>> driftedSince() {
        return pool.withTransaction(tx ->
                tx.query(ONE_SNAPSHOT)
                        .execute()
                        .chain(() -> tx.query(PLAN).execute())
                        .chain(() -> tx.query(FORGET_RESTORED).execute())
                        .chain(gone -> gone.rowCount() == 0 ? nothing() : forget(tx))
                        .chain(() -> tx.query(WRITTEN).execute())
                        .chain(written ->
                                tx.query(ROUNDS)
                                        .execute()
                                        .chain(rounds ->
                                                check(tx, written.iterator().next(), rounds))));
    }

    /** Carries nothing any more: the next check counts everything. */
    Uni<Void> forget() {
        return pool.withTransaction(PgBooks::forget);
    }

    private static Uni<Void> forget(SqlClient tx) {
        return tx.query(FORGET).execute().replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Uni<List<DriftedAccount>> check(SqlClient tx, Row written, RowSet<Row> rounds) {
        var games = new ArrayList<String>();
        var carried = new ArrayList<Long>();
        var until = new ArrayList<Long>();
        rounds.forEach(row -> {
            games.add(row.getString("game"));
            carried.add(row.getLong("carried"));
            until.add(row.getLong("until"));
        });
        long horizon = written.getLong("until");
        var since =
                io.vertx.sqlclient.Tuple.tuple()
                        .addLong(written.getLong("carried"))
                        .addLong(horizon)
                        .addArrayOfString(games.toArray(String[]::new))
                        .addArrayOfLong(carried.toArray(Long[]::new))
                        .addArrayOfLong(until.toArray(Long[]::new));
        var to =
                io.vertx.sqlclient.Tuple.tuple()
                        .addArrayOfString(games.toArray(String[]::new))
                        .addArrayOfLong(until.toArray(Long[]::new));
        return tx.preparedQuery(SINCE)
                .execute(Tuple.newInstance(since))
                .map(PgBooks::accounts)
                .call(() -> tx.preparedQuery(CARRY_WRITTEN).execute(Tuple.of(horizon)))
                .call(() -> tx.preparedQuery(CARRY_ROUNDS).execute(Tuple.newInstance(to)));
    }

    private static List<DriftedAccount> accounts(RowSet<Row> rows) {
        var drifted = new ArrayList<DriftedAccount>();
        rows.forEach(row ->
                drifted.add(
                        new DriftedAccount(
                                row.getString("operator"),
                                row.getString("currency"),
                                row.getString("mode"),
                                row.getString("account"),
                                row.get(BigDecimal.class, "booked"),
                                row.get(BigDecimal.class, "counted"))));
        return drifted;
    }
}
