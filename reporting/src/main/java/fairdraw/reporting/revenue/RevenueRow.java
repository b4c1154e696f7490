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
 * @param rounds rounds with a stake
 * @param winners bets that won
 * @param ggr stakes less payouts
 * @param rtp measured and theoretical
 */
public record RevenueRow(
        Instant period,
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
        BigInteger ggr,
        RtpFigures rtp) {

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
