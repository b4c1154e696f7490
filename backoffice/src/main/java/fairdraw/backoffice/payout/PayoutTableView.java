package fairdraw.backoffice.payout;

import fairdraw.games.Figures;
import fairdraw.games.MixFigures;
import fairdraw.games.PayoutTable;
import fairdraw.games.TableRefusal;
import java.util.List;

/**
 * A payout table with its exact figures.
 *
 * @param minStake least stake in minor units at which rounding keeps every market in the band
 * @param tableHash hex of what bets and records name
 * @param mix figures of a unit staked by the reference mix; percentages with 4 places
 * @param refusals why the table may not be used; empty when it may
 */
public record PayoutTableView(
        String game,
        long version,
        long minStake,
        String tableHash,
        int outcomes,
        Mix mix,
        List<Row> rows,
        List<String> refusals) {

    private static final int PERCENT_PLACES = 4;

    /** Figures of the whole table; see {@link Row}. */
    public record Mix(
            String rtpPercent,
            String houseEdgePercent,
            String hitPercent,
            String standardDeviation,
            String volatility) {}

    /**
     * Figures of one selection class.
     *
     * @param covers how many outcomes win
     * @param multiplier exact, what a unit staked is paid
     * @param rtp exact fraction
     * @param rtpPercent the same in percent
     * @param effectivePercent the worst RTP after payouts are rounded down
     * @param worstStake the stake of that worst RTP, minor units
     * @param hitPercent how often it wins
     * @param weight its weight in the reference mix
     */
    public record Row(
            String market,
            String selectionClass,
            int covers,
            String multiplier,
            String rtp,
            String rtpPercent,
            String effectivePercent,
            long worstStake,
            String houseEdgePercent,
            String hitPercent,
            String standardDeviation,
            String volatility,
            long weight) {}

    /** The figures of a table, computed now. */
    static PayoutTableView of(PayoutTable table) {
        return new PayoutTableView(
                table.game().slug(),
                table.version(),
                table.minStake(),
                table.tableHash().hex(),
                table.game().outcomes(),
                mix(table.mixFigures()),
                table.figures().stream().map(figures -> row(table, figures)).toList(),
                table.check().stream().map(TableRefusal::toString).toList());
    }

    private static Mix mix(MixFigures mix) {
        return new Mix(
                mix.rtp().percent(PERCENT_PLACES),
                fairdraw.games.Fraction.ONE.minus(mix.rtp()).percent(PERCENT_PLACES),
                mix.hitFrequency().percent(PERCENT_PLACES),
                mix.standardDeviation().toPlainString(),
                mix.volatility().name());
    }

    private static Row row(PayoutTable table, Figures figures) {
        String key = figures.market() + "/" + figures.selectionClass();
        return new Row(
                figures.market().name(),
                figures.selectionClass(),
                figures.covers(),
                figures.maxMultiplier().text(),
                figures.rtp().toString(),
                figures.rtp().percent(PERCENT_PLACES),
                figures.effectiveRtp().percent(PERCENT_PLACES),
                figures.worstStake(),
                figures.houseEdge().percent(PERCENT_PLACES),
                figures.hitFrequency().percent(PERCENT_PLACES),
                figures.standardDeviation().toPlainString(),
                figures.volatility().name(),
                table.mix().getOrDefault(key, 0L));
    }
}
