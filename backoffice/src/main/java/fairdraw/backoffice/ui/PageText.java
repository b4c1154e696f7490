package fairdraw.backoffice.ui;

import fairdraw.backoffice.operator.CurrencyLimits;
import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How values look on pages. */
@TemplateExtension
final class PageText {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private PageText() {}

    /** Least stake in units of the currency. */
    static String minText(CurrencyLimits limits) {
        return Amount.apart(limits.minStake(), limits.currency());
    }

    /** Largest stake in units of the currency. */
    static String maxText(CurrencyLimits limits) {
        return Amount.apart(limits.maxStake(), limits.currency());
    }

    /** Date and time, UTC, to the second. */
    static String utc(Instant at) {
        return UTC.format(at);
    }
}
