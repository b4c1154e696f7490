package fairdraw.reporting.ui;

import fairdraw.reporting.revenue.RevenueRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of one currency, ready to draw: bars of gross gaming revenue, and under them where the
 * measured RTP lies in the band that chance allows. Coordinates are of the view box.
 *
 * @param bars one a period, in order of time
 * @param points one a period with stakes
 * @param zeroY where the revenue is zero
 * @param theoryY where the theoretical RTP lies
 * @param top the revenue at the upper edge
 */
record Chart(
        String currency,
        List<Bar> bars,
        List<Point> points,
        int zeroY,
        int theoryY,
        String top,
        String rtpTop,
        String rtpBottom) {

    static final int WIDTH = 960;
    private static final int LEFT = 64;
    private static final int BARS_TOP = 14;
    private static final int BARS_HEIGHT = 120;
    private static final int RTP_TOP = 166;
    private static final int RTP_HEIGHT = 96;
    private static final int GAP_MAX = 6;
    private static final int LABELS_MAX = 12;
    private static final BigDecimal RTP_HALF_MIN = new BigDecimal("0.02");

    /** A bar of revenue; the label stands under it, empty where there is no room. */
    record Bar(int x, int y, int width, int height, boolean loss, String title, String label) {

        /** Middle of the bar. */
        public int middle() {
            return x + width / 2;
        }
    }

    /** A measured RTP and the band in which 95 of 100 lie. */
    record Point(
            int x, int y, int bandY, int bandHeight, int bandWidth, boolean odd, String title) {

        /** Left edge of the band. */
        public int bandX() {
            return x - bandWidth / 2;
        }
    }

    /** The chart of rows of one currency, one a period. */
    static Chart of(String currency, List<RevenueRow> rows, String zone) {
        BigInteger most = BigInteger.ONE;
        BigInteger least = BigInteger.ZERO;
        for (RevenueRow row : rows) {
            most = most.max(row.ggr());
            least = least.min(row.ggr());
        }
        int zeroY = BARS_TOP + scaled(most, most.subtract(least), BARS_HEIGHT);
        int step = Math.max(1, (WIDTH - LEFT) / rows.size());
        int gap = Math.min(GAP_MAX, step / 4);
        int labelEach = Math.ceilDiv(rows.size(), LABELS_MAX);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < rows.size(); i++) {
            RevenueRow row = rows.get(i);
            int height = scaled(row.ggr().abs(), most.subtract(least), BARS_HEIGHT);
            boolean loss = row.ggr().signum() < 0;
            bars.add(
                    new Bar(
                            LEFT + i * step,
                            loss ? zeroY : zeroY - height,
                            Math.min(step - gap, 72),
                            Math.max(height, 1),
                            loss,
                            PageText.day(row.period(), zone)
                                    + ": "
                                    + PageText.amount(row.ggr(), currency)
                                    + " "
                                    + currency,
                            i % labelEach == 0 ? PageText.shortDay(row.period(), zone) : ""));
        }
        return withRtp(currency, rows, zone, bars, zeroY, PageText.amount(most, currency));
    }

    private static Chart withRtp(
            String currency,
            List<RevenueRow> rows,
            String zone,
            List<Bar> bars,
            int zeroY,
            String top) {
        BigDecimal theory = new BigDecimal("0.885");
        BigDecimal half = RTP_HALF_MIN;
        for (RevenueRow row : rows) {
            if (!row.rtp().actual().isEmpty()) {
                theory = new BigDecimal(row.rtp().theoretical());
                half = half.max(theory.subtract(new BigDecimal(row.rtp().actual())).abs());
            }
        }
        half = half.multiply(new BigDecimal("1.15"));
        BigDecimal low = theory.subtract(half).max(BigDecimal.ZERO);
        BigDecimal high = theory.add(half);
        var points = new ArrayList<Point>();
        for (int i = 0; i < rows.size(); i++) {
            RevenueRow row = rows.get(i);
            if (row.rtp().actual().isEmpty()) {
                continue;
            }
            BigDecimal actual = new BigDecimal(row.rtp().actual());
            BigDecimal bandLow = new BigDecimal(row.rtp().low());
            BigDecimal bandHigh = new BigDecimal(row.rtp().high());
            int bandTop = y(bandHigh, low, high);
            points.add(
                    new Point(
                            bars.get(i).middle(),
                            y(actual, low, high),
                            bandTop,
                            Math.max(2, y(bandLow, low, high) - bandTop),
                            Math.max(4, bars.get(i).width()),
                            actual.compareTo(bandLow) < 0 || actual.compareTo(bandHigh) > 0,
                            PageText.day(row.period(), zone)
                                    + ": "
                                    + PageText.percent(row.rtp().actual())
                                    + " %"));
        }
        return new Chart(
                currency,
                List.copyOf(bars),
                List.copyOf(points),
                zeroY,
                y(theory, low, high),
                top,
                PageText.percent(high.toPlainString()),
                PageText.percent(low.toPlainString()));
    }

    private static int scaled(BigInteger part, BigInteger whole, int pixels) {
        return part.multiply(BigInteger.valueOf(pixels)).divide(whole).intValueExact();
    }

    /** Height of an RTP in the lower part; what lies outside stands at its edge. */
    private static int y(BigDecimal rtp, BigDecimal low, BigDecimal high) {
        BigDecimal clipped = rtp.max(low).min(high);
        return RTP_TOP
                + high.subtract(clipped)
                        .multiply(BigDecimal.valueOf(RTP_HEIGHT))
                        .divide(high.subtract(low), 0, RoundingMode.HALF_EVEN)
                        .intValueExact();
    }
}
