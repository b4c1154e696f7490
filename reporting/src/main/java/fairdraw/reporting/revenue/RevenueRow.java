package fairdraw.reporting.revenue;

import fairdraw.reporting.rtp.RtpFigures;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report. Amounts are whole minor units of the currency; what rows are not told apart
 * by is null.
 *
 * @param period its first moment
 * @param from first moment of it that was asked for, inclusive
 * @param to last moment of it that was asked for, exclusive
 * @param rounds rounds with a stake
 * @param winners bets that won
 * @param adjustments what corrections of bets paid out less what they took back, on the day that
 *     they were posted on
 * @param ggr stakes less payouts less adjustments
 * @param promotions gifts of the house, on the day that they were posted on; in no other figure
 * @param freeBets in no other figure
 * @param rtp measured and theoretical, of stakes and payouts alone
 */
public record RevenueRow(
        Instant period,
        Instant from,
        Instant to,
        String currency,
        @Nullable String operator,
        @Nullable String operatorName,
        @Nullable String game,
        @Nullable String market,
        @Nullable String table,
        long rounds,
        BigInteger bets,
        BigInteger winners,
        BigInteger stakes,
        BigInteger payouts,
        BigInteger adjustments,
        BigInteger ggr,
        BigInteger promotions,
        FreeBets freeBets,
        RtpFigures rtp) {

    /**
     * Bets that operators gave away, and whose winnings are theirs to pay.
     *
     * @param winners bets that won
     * @param stakes nominal
     * @param payouts corrections of them included
     */
    public record FreeBets(
            BigInteger bets, BigInteger winners, BigInteger stakes, BigInteger payouts) {}

    RowKey key() {
        return new RowKey(
                period,
                currency,
                operator == null ? "*" : operator,
                game == null ? "*" : game,
                market == null ? "*" : market,
                table == null ? "*" : table);
    }
}
