package fairdraw.reporting.access;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** The named zone whose days a report counts; UTC when none is said. */
public final class ReportZone {

    /** The zone of a report that names none. */
    public static final ZoneId DEFAULT = ZoneId.of("UTC");

    private static final int CHARS_MAX = 50;
    private static final int HOUR_SECONDS = 3_600;

    private ReportZone() {}

    /**
     * The zone of an IANA name; an offset such as +02:00 names no zone.
     *
     * @throws fairdraw.kernel.RefusedException when there is no such zone
     */
    public static ZoneId parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT;
        }
        if (text.length() > CHARS_MAX || !ZoneId.getAvailableZoneIds().contains(text)) {
            throw wrong("zone is the IANA name of a zone, such as Europe/Berlin.");
        }
        return ZoneId.of(text);
    }

    /**
     * Refuses a zone whose days begin within an hour of UTC: sums are kept by that hour, and none
     * is cut.
     *
     * @throws fairdraw.kernel.RefusedException when one does in [from, to)
     */
    public static void requireWholeHours(ZoneId zone, Instant from, Instant to) {
        var rules = zone.getRules();
        whole(rules.getOffset(from));
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            whole(next.getOffsetAfter());
            next = rules.nextTransition(next.getInstant());
        }
    }

    private static void whole(ZoneOffset offset) {
        if (offset.getTotalSeconds() % HOUR_SECONDS != 0) {
            throw wrong(
                    "zone is whole hours from UTC at all times of the report: its sums are kept by"
                            + " the hour.");
        }
    }

    private static RuntimeException wrong(String rule) {
        return Refusal.of(RefusalCode.INVALID_FIELD, "zone", rule).toException();
    }
}
