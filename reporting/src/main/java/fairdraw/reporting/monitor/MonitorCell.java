package fairdraw.reporting.monitor;

import fairdraw.reporting.rtp.RtpFigures;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was paid against what was expected, for one cell over one window. Only the cell of a whole
 * game may stop it.
 *
 * @param operator null for all together
 * @param market null for all together
 * @param stakes minor units of the currency
 * @param payouts minor units of the currency
 */
public record MonitorCell(
        Window window,
        String game,
        String currency,
        @Nullable String operator,
        @Nullable String market,
        long rounds,
        BigInteger stakes,
        BigInteger payouts,
        RtpFigures rtp) {}
