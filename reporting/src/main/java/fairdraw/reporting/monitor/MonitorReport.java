package fairdraw.reporting.monitor;

import fairdraw.reporting.rtp.RtpFigures.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is looked at.
 *
 * @param at end of the windows
 * @param looks cells and draws with enough volume to say something
 * @param chanceNotes of so many looks, how many show |z| > 2 by chance alone, 1 decimal
 * @param chanceAlerts the same for |z| > 3, 3 decimals
 * @param chanceStops the same for |z| > 4, 5 decimals
 */
public record MonitorReport(
        Instant at,
        long looks,
        String chanceNotes,
        String chanceAlerts,
        String chanceStops,
        List<MonitorCell> cells,
        List<MonitorDraw> draws) {

    // Two-sided tails of the normal distribution.
    private static final BigDecimal BEYOND_2 = new BigDecimal("0.0455003");
    private static final BigDecimal BEYOND_3 = new BigDecimal("0.0026998");
    private static final BigDecimal BEYOND_4 = new BigDecimal("0.00006334");

    static MonitorReport of(Instant at, List<MonitorCell> cells, List<MonitorDraw> draws) {
        long looks =
                cells.stream().filter(it -> it.rtp().signal() != Signal.NOT_ENOUGH_VOLUME).count()
                        + draws.stream()
                                .filter(it -> it.outcomes().signal() != Signal.NOT_ENOUGH_VOLUME)
                                .count();
        return new MonitorReport(
                at,
                looks,
                chance(looks, BEYOND_2, 1),
                chance(looks, BEYOND_3, 3),
                chance(looks, BEYOND_4, 5),
                cells,
                draws);
    }

    private static String chance(long looks, BigDecimal tail, int places) {
        return tail.multiply(BigDecimal.valueOf(looks))
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
