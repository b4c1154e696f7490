package fairdraw.reporting.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Writes the facts of a round and adds them to the sums, once, in one transaction. */
@ApplicationScoped
class PgFacts {

    private static final String AS_HOUSE = "select set_config('fairdraw.operator', '*', true)";

    private static final String CLAIM =
            """
            insert into round_fact (game, round, settled_at, table_version, body_hash)
            values ($1, $2, $3, $4, $5)
            on conflict (game, round) do nothing\
            """;
    private static final String STORED_HASH =
            "select body_hash from round_fact where game = $1 and round = $2";

    private static final String DRAWN =
            """
            insert into outcome_daily as o (day, game, outcome, rounds)
            values (($1 at time zone 'UTC')::date, $2, $3, 1)
            on conflict (day, game, outcome) do update set rounds = o.rounds + 1\
            """;

    private static final String FACT =
            """
            insert into cell_fact (game, round, operator, currency, market, mode, settled_at, bets,
                    winners, stakes, payouts, expected_numerator, expected_denominator,
                    mean_square_numerator, mean_square_denominator)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)\
            """;

    private static final String ADD =
            """
            insert into hourly as h (hour, game, table_version, operator, currency, market, mode,
                    rounds, bets, winners, stakes, payouts, expected_numerator,
                    expected_denominator, variance, exact, deviation_max)
            values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            on conflict (hour, game, table_version, operator, currency, market, mode) do update set
                rounds = h.rounds + 1,
                bets = h.bets + excluded.bets,
                winners = h.winners + excluded.winners,
                stakes = h.stakes + excluded.stakes,
                payouts = h.payouts + excluded.payouts,
                expected_numerator =
                    h.expected_numerator
                        * div(lcm(h.expected_denominator, excluded.expected_denominator),
                              h.expected_denominator)
                    + excluded.expected_numerator
                        * div(lcm(h.expected_denominator, excluded.expected_denominator),
                              excluded.expected_denominator),
                expected_denominator =
                    lcm(h.expected_denominator, excluded.expected_denominator),
                variance = h.variance + excluded.variance,
                exact = h.exact and excluded.exact,
                deviation_max = greatest(h.deviation_max, excluded.deviation_max)\
            """;

    private static final String FREE_FACT =
            """
            insert into free_bet_fact (game, round, operator, currency, market, mode, settled_at,
                    bets, winners, stakes, payouts)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)\
            """;

    private static final String ADD_FREE =
            """
            insert into hourly as h (hour, game, table_version, operator, currency, market, mode,
                    rounds, bets, winners, stakes, payouts, expected_numerator,
                    expected_denominator, variance, exact, deviation_max, free_bets, free_winners,
                    free_stakes, free_payouts)
            values ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 1, 0, true, 0, $8, $9, $10, $11)
            on conflict (hour, game, table_version, operator, currency, market, mode) do update set
                free_bets = h.free_bets + excluded.free_bets,
                free_winners = h.free_winners + excluded.free_winners,
                free_stakes = h.free_stakes + excluded.free_stakes,
                free_payouts = h.free_payouts + excluded.free_payouts\
            """;

    private final Pool pool;

    PgFacts(Pool pool) {
        this.pool = pool;
    }

    /** What became of an event. */
    enum Taken {
        /** It was counted. */
        COUNTED,
        /** The same event was counted before. */
        COPY,
        /** Another event of the round was counted before; this one changed nothing. */
        CONTRADICTION
    }

    /** Counts the round unless it was counted before. */
    Uni<Taken> take(RoundFacts facts) {
        return pool.withTransaction(tx ->
                tx.query(AS_HOUSE)
                        .execute()
                        .chain(() -> claim(tx, facts))
                        .chain(isNew -> isNew ? count(tx, facts) : compare(tx, facts)));
    }

    private static Uni<Boolean> claim(SqlConnection tx, RoundFacts facts) {
        Tuple row =
                Tuple.tuple()
                        .addString(facts.game())
                        .addLong(facts.round())
                        .addOffsetDateTime(utc(facts.settledAt()))
                        .addString(facts.tableVersion())
                        .addBuffer(Buffer.buffer(HexFormat.of().parseHex(facts.bodyHash())));
        return tx.preparedQuery(CLAIM).execute(row).map(done -> done.rowCount() == 1);
    }

    private static Uni<Taken> compare(SqlConnection tx, RoundFacts facts) {
        return tx.preparedQuery(STORED_HASH)
                .execute(Tuple.of(facts.game(), facts.round()))
                .map(rows -> rows.iterator().next().getBuffer("body_hash").getBytes())
                .map(stored ->
                        HexFormat.of().formatHex(stored).equals(facts.bodyHash())
                                ? Taken.COPY
                                : Taken.CONTRADICTION);
    }

    private static Uni<Taken> count(SqlConnection tx, RoundFacts facts) {
        List<Tuple> cells = facts.sortedCells().stream().map(cell -> fact(facts, cell)).toList();
        List<Tuple> sums = facts.sums().stream().map(sum -> addition(facts, sum)).toList();
        Tuple drawn = Tuple.of(utc(facts.settledAt()), facts.game(), facts.outcome());
        var counted = tx.preparedQuery(DRAWN).execute(drawn).chain(() -> countFree(tx, facts));
        if (cells.isEmpty()) {
            return counted.replaceWith(Taken.COUNTED);
        }
        return counted.chain(() -> tx.preparedQuery(FACT).executeBatch(cells))
                .chain(() -> tx.preparedQuery(ADD).executeBatch(sums))
                .replaceWith(Taken.COUNTED);
    }

    private static Uni<Void> countFree(SqlConnection tx, RoundFacts facts) {
        if (facts.freeBets().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var cells =
                facts.freeBets().stream()
                        .sorted(FreeCell.ORDER)
                        .map(cell ->
                                free(
                                        Tuple.tuple()
                                                .addString(facts.game())
                                                .addLong(facts.round())
                                                .addString(cell.operator())
                                                .addString(cell.currency())
                                                .addString(cell.market())
                                                .addString(cell.mode())
                                                .addOffsetDateTime(utc(facts.settledAt())),
                                        cell))
                        .toList();
        var hour = utc(facts.settledAt().truncatedTo(ChronoUnit.HOURS));
        var sums =
                facts.freeSums().stream()
                        .map(sum ->
                                free(
                                        Tuple.tuple()
                                                .addOffsetDateTime(hour)
                                                .addString(facts.game())
                                                .addString(facts.tableVersion())
                                                .addString(sum.operator())
                                                .addString(sum.currency())
                                                .addString(sum.market())
                                                .addString(sum.mode()),
                                        sum))
                        .toList();
        return tx.preparedQuery(FREE_FACT)
                .executeBatch(cells)
                .chain(() -> tx.preparedQuery(ADD_FREE).executeBatch(sums))
                .replaceWithVoid();
    }

    private static Tuple free(Tuple key, FreeCell cell) {
        return key.addLong(cell.bets())
                .addLong(cell.winners())
                .addBigDecimal(BigDecimal.valueOf(cell.stakes()))
                .addBigDecimal(BigDecimal.valueOf(cell.payouts()));
    }

    private static Tuple fact(RoundFacts facts, Cell cell) {
        return Tuple.tuple()
                .addString(facts.game())
                .addLong(facts.round())
                .addString(cell.operator())
                .addString(cell.currency())
                .addString(cell.market())
                .addString(cell.mode())
                .addOffsetDateTime(utc(facts.settledAt()))
                .addLong(cell.bets())
                .addLong(cell.winners())
                .addBigDecimal(BigDecimal.valueOf(cell.stakes()))
                .addBigDecimal(BigDecimal.valueOf(cell.payouts()))
                .addBigDecimal(new BigDecimal(cell.expected().numerator()))
                .addBigDecimal(new BigDecimal(cell.expected().denominator()))
                .addBigDecimal(new BigDecimal(cell.meanSquare().numerator()))
                .addBigDecimal(new BigDecimal(cell.meanSquare().denominator()));
    }

    private static Tuple addition(RoundFacts facts, Sum sum) {
        return Tuple.tuple()
                .addOffsetDateTime(utc(facts.settledAt().truncatedTo(ChronoUnit.HOURS)))
                .addString(facts.game())
                .addString(facts.tableVersion())
                .addString(sum.operator())
                .addString(sum.currency())
                .addString(sum.market())
                .addString(sum.mode())
                .addBigDecimal(new BigDecimal(sum.bets()))
                .addBigDecimal(new BigDecimal(sum.winners()))
                .addBigDecimal(new BigDecimal(sum.stakes()))
                .addBigDecimal(new BigDecimal(sum.payouts()))
                .addBigDecimal(new BigDecimal(sum.expected().numerator()))
                .addBigDecimal(new BigDecimal(sum.expected().denominator()))
                .addBigDecimal(sum.variance())
                .addBoolean(sum.exact())
                .addBigDecimal(sum.squaredDeviation());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
