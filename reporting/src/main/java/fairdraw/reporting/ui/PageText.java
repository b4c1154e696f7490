package fairdraw.reporting.ui;

import fairdraw.kernel.Currencies;
import fairdraw.reporting.monitor.Window;
import fairdraw.reporting.reconcile.Difference;
import fairdraw.reporting.reconcile.Verdict;
import fairdraw.reporting.rtp.RtpFigures.Signal;
import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values look on pages. */
@TemplateExtension
final class PageText {

    private static final DateTimeFormatter HOUR = formatter("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter DAY = formatter("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = formatter("HH:mm:ss");
    private static final DateTimeFormatter SHORT = formatter("d MMM");
    private static final int PERCENT_PLACES = 2;
    private static final int THOUSANDS = 3;

    private PageText() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** The day, or the day and hour when it is not midnight there. */
    static String day(Instant at, String zone) {
        var local = ReportFilter.zone(zone);
        String hour = HOUR.withZone(local).format(at);
        return hour.endsWith("00:00") ? DAY.withZone(local).format(at) : hour;
    }

    /** Such as {@code 7 Mar}. */
    static String shortDay(Instant at, String zone) {
        return SHORT.withZone(ReportFilter.zone(zone)).format(at);
    }

    /** Money in units of its currency, thousands apart. */
    static String amount(BigInteger minor, String currency) {
        int decimals = Currencies.exponents().getOrDefault(currency, 2);
        String plain = new BigDecimal(minor, decimals).toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        return apart(whole) + (point < 0 ? "" : plain.substring(point));
    }

    /** The same for one transaction; a dash when nobody says. */
    static String amount(@Nullable Long minor, String currency) {
        return minor == null ? "–" : amount(BigInteger.valueOf(minor), currency);
    }

    /** A day's difference to another as a phrase; empty for the same day. */
    static String lateText(Difference difference) {
        LocalDate posted = difference.postingDay();
        return posted == null || posted.equals(difference.day()) ? "" : "posted " + posted;
    }

    /** What the whole question comes to, as a sentence. */
    static String sentence(Verdict verdict) {
        return switch (verdict) {
            case AGREED -> "Books, calls and lists say the same, to the transaction.";
            case AGREED_SO_FAR ->
                    "Books, calls and lists say the same so far; the last day still goes on.";
            case DIFFERENCES -> "There are differences.";
            case INCOMPLETE ->
                    "Not compared: nothing differs so far, but an operator's list has not come.";
            case NOTHING_TO_COMPARE ->
                    "Nothing to compare: no side lists a transaction in these days.";
        };
    }

    /** The time of a day, UTC, such as {@code 14:05:09}. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    /** A verdict in words. */
    static String words(Verdict verdict) {
        return switch (verdict) {
            case AGREED -> "agreed";
            case AGREED_SO_FAR -> "agreed so far";
            case DIFFERENCES -> "differences";
            case INCOMPLETE -> "not compared";
            case NOTHING_TO_COMPARE -> "nothing to compare";
        };
    }

    /** Whether there is nothing to show. */
    static boolean none(BigInteger amount) {
        return amount.signum() == 0;
    }

    /** A count, thousands apart. */
    static String apart(BigInteger count) {
        return apart(count.toString());
    }

    private static String apart(String whole) {
        var text = new StringBuilder(whole);
        int first = whole.startsWith("-") ? 1 : 0;
        for (int i = whole.length() - THOUSANDS; i > first; i -= THOUSANDS) {
            text.insert(i, '\u202f');
        }
        return text.toString();
    }

    /** A ratio as percent with 2 decimals; a dash when there is none. */
    static String percent(String ratio) {
        return ratio.isEmpty()
                ? "–"
                : new BigDecimal(ratio)
                        .movePointRight(2)
                        .setScale(PERCENT_PLACES, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** A window in words. */
    static String words(Window window) {
        return switch (window) {
            case DAY -> "24 hours";
            case MONTH -> "30 days";
            case LIFE -> "life";
        };
    }

    /** A signal in words. */
    static String words(Signal signal) {
        return switch (signal) {
            case NOT_ENOUGH_VOLUME -> "not enough volume";
            case AS_EXPECTED -> "as expected";
            case NO_SIGN -> "no sign of more";
            case NOTE -> "note";
            case ALERT -> "alert";
            case STOP -> "stop";
        };
    }
}
