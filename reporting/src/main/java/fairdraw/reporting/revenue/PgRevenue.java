package fairdraw.reporting.revenue;

import fairdraw.games.Fraction;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.revenue.RevenueQuery.Dimension;
import fairdraw.reporting.rtp.RtpFigures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sums of hours; row-level security keeps an operator to its own in the same transaction. */
@ApplicationScoped
public class PgRevenue {

    private static final String ALL = "*";

    private static final String AS =
            """
            select set_config('fairdraw.operator', $1, true),
                   set_config('statement_timeout', '10s', true)\
            """;

    private static final String REPORT =
            """
            with chosen as (
                select case $3 when 'total' then $1
                            else date_trunc($3, hour, $19) end as period,
                       currency, operator, market,
                       case when $8 or $6 <> '' then game else '*' end as game,
                       case when $9 then table_version else '*' end as table_version,
                       rounds, bets, winners, stakes, payouts, variance, exact, deviation_max,
                       adjustments, promotions, free_bets, free_winners, free_stakes,
                       free_payouts,
                       (expected_numerator, expected_denominator)::fraction as expected
                  from hourly
                 where hour >= $1 and hour < $2 and mode = 'REAL'
                   and case when $4 <> '' then operator = $4
                            when $10 then operator <> '*' else operator = '*' end
                   and case when $5 <> '' then market = $5
                            when $11 then market <> '*' else market = '*' end
                   and ($6 = '' or game = $6)
                   and ($7 = '' or currency = $7)
            ), summed as (
                select period, currency, operator, game, market, table_version,
                       sum(rounds)::bigint as rounds, sum(bets) as bets, sum(winners) as winners,
                       sum(stakes) as stakes, sum(payouts) as payouts, sum(variance) as variance,
                       bool_and(exact) as exact, max(deviation_max) as deviation_max,
                       sum(adjustments) as adjustments, sum(promotions) as promotions,
                       sum(free_bets) as free_bets, sum(free_winners) as free_winners,
                       sum(free_stakes) as free_stakes, sum(free_payouts) as free_payouts,
                       fraction_sum(expected) as expected
                  from chosen
                 group by period, currency, operator, game, market, table_version
            )
            select period, currency, operator, game, market, table_version, rounds, bets, winners,
                   stakes, payouts, variance, exact, deviation_max, adjustments, promotions,
                   free_bets, free_winners, free_stakes, free_payouts, (expected).n as expected_n,
                   (expected).d as expected_d,
                   (select name from operator_name o where o.operator = s.operator) as name
              from summed s
             where $12::timestamptz is null
                or (period, currency, operator, game, market, table_version)
                   > ($12, $13, $14, $15, $16, $17)
             order by period, currency, operator, game, market, table_version
             limit $18\
            """;

    private final Pool pool;

    PgRevenue(Pool pool) {
        this.pool = pool;
    }

    /** The rows of the query, in order of their key. */
    public Uni<List<RevenueRow>> rows(Scope scope, RevenueQuery query) {
        return pool.withTransaction(tx ->
                tx.preparedQuery(AS)
                        .execute(Tuple.of(scope.operator()))
                        .chain(() -> tx.preparedQuery(REPORT).execute(tuple(query)))
                        .map(found -> read(query, found)));
    }

    /** Operators with a name that the scope sees, in order of id; at most a thousand. */
    public Uni<List<String>> operators(Scope scope) {
        String sql = "select operator from operator_name order by operator limit 1000";
        return pool.withTransaction(tx ->
                tx.preparedQuery(AS)
                        .execute(Tuple.of(scope.operator()))
                        .chain(() -> tx.query(sql).execute())
                        .map(found -> {
                            var ids = new ArrayList<String>();
                            found.forEach(row -> ids.add(row.getString(0)));
                            return List.copyOf(ids);
                        }));
    }

    private static Tuple tuple(RevenueQuery query) {
        Tuple tuple =
                Tuple.tuple()
                        .addOffsetDateTime(utc(query.from()))
                        .addOffsetDateTime(utc(query.to()))
                        .addString(query.period().name().toLowerCase(Locale.ROOT))
                        .addString(query.operator())
                        .addString(query.market())
                        .addString(query.game())
                        .addString(query.currency())
                        .addBoolean(query.by().contains(Dimension.GAME))
                        .addBoolean(query.by().contains(Dimension.TABLE))
                        .addBoolean(query.by().contains(Dimension.OPERATOR))
                        .addBoolean(query.by().contains(Dimension.MARKET));
        var key = query.after();
        return tuple.addOffsetDateTime(key.map(RowKey::period).map(PgRevenue::utc).orElse(null))
                .addString(key.map(RowKey::currency).orElse(""))
                .addString(key.map(RowKey::operator).orElse(""))
                .addString(key.map(RowKey::game).orElse(""))
                .addString(key.map(RowKey::market).orElse(""))
                .addString(key.map(RowKey::table).orElse(""))
                .addInteger(query.limit())
                .addString(query.zone().getId());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static List<RevenueRow> read(RevenueQuery query, Iterable<Row> found) {
        var rows = new ArrayList<RevenueRow>();
        for (Row row : found) {
            rows.add(row(query, row));
        }
        return List.copyOf(rows);
    }

    private static RevenueRow row(RevenueQuery query, Row row) {
        Instant period = row.getOffsetDateTime("period").toInstant();
        BigInteger stakes = whole(row, "stakes");
        BigInteger payouts = whole(row, "payouts");
        BigInteger adjustments = whole(row, "adjustments");
        long rounds = row.getLong("rounds");
        Fraction expected = Fraction.of(whole(row, "expected_n"), whole(row, "expected_d"));
        return new RevenueRow(
                period,
                query.startOf(period),
                query.endOf(period),
                row.getString("currency"),
                named(row.getString("operator")),
                row.getString("name"),
                named(row.getString("game")),
                named(row.getString("market")),
                named(row.getString("table_version")),
                rounds,
                whole(row, "bets"),
                whole(row, "winners"),
                stakes,
                payouts,
                adjustments,
                stakes.subtract(payouts).subtract(adjustments),
                whole(row, "promotions"),
                new RevenueRow.FreeBets(
                        whole(row, "free_bets"),
                        whole(row, "free_winners"),
                        whole(row, "free_stakes"),
                        whole(row, "free_payouts")),
                RtpFigures.of(
                        rounds,
                        stakes,
                        payouts,
                        expected,
                        row.getBigDecimal("variance"),
                        row.getBoolean("exact"),
                        row.getBigDecimal("deviation_max")));
    }

    private static BigInteger whole(Row row, String column) {
        BigDecimal value = row.getBigDecimal(column);
        return value.toBigIntegerExact();
    }

    private static @Nullable String named(String value) {
        return ALL.equals(value) ? null : value;
    }
}
