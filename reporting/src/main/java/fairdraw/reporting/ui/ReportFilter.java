package fairdraw.reporting.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.reporting.access.ReportZone;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.revenue.RevenueQuery;
import fairdraw.reporting.revenue.RevenueQuery.Parameters;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The form above a report: days, both inclusive, and what to tell apart. */
public class ReportFilter {

    private static final int DAYS_SHOWN = 14;

    @RestQuery @Nullable String zone;
    @RestQuery @Nullable String from;
    @RestQuery @Nullable String to;
    @RestQuery @Nullable String operator;
    @RestQuery @Nullable String game;
    @RestQuery @Nullable String currency;
    @RestQuery @Nullable String period;
    @RestQuery @Nullable String by;

    /** The form as it is shown again. */
    record Shown(
            String zone,
            String from,
            String to,
            String operator,
            String game,
            String currency,
            String period,
            String by,
            String query) {

        /** What a row can span. */
        public List<String> periods() {
            return List.of("hour", "day", "month", "total");
        }
    }

    /** The form with its gaps filled. */
    Shown shown(Instant now) {
        String named = text(zone).isEmpty() ? ReportZone.DEFAULT.getId() : text(zone);
        LocalDate today = LocalDate.ofInstant(now, zone(named));
        String first =
                text(from).isEmpty() ? today.minusDays(DAYS_SHOWN - 1L).toString() : text(from);
        String last = text(to).isEmpty() ? today.toString() : text(to);
        String span = text(period).isEmpty() ? "day" : text(period);
        String query =
                "zone=%s&from=%s&to=%s&operator=%s&game=%s&currency=%s&period=%s&by=%s"
                        .formatted(
                                encoded(named),
                                encoded(first),
                                encoded(last),
                                encoded(text(operator)),
                                encoded(text(game)),
                                encoded(text(currency)),
                                encoded(span),
                                encoded(text(by)));
        return new Shown(
                named,
                first,
                last,
                text(operator),
                text(game),
                text(currency),
                span,
                text(by),
                query);
    }

    /** The report that the form asks for, grouped as said. */
    RevenueQuery query(Scope scope, Instant now, String groupBy) {
        Shown shown = shown(now);
        return RevenueQuery.of(
                scope,
                new Parameters(
                        shown.zone(),
                        shown.from(),
                        dayAfter(shown.to()),
                        shown.operator(),
                        shown.game(),
                        null,
                        shown.currency(),
                        groupBy,
                        Integer.toString(RevenueQuery.PAGE_ROWS_MAX),
                        null));
    }

    /** A zone that there is not is left for the query to refuse. */
    static ZoneId zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ReportZone.DEFAULT;
    }

    /** The day after; what is no day is left for the query to refuse. */
    private static String dayAfter(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).toString();
        } catch (DateTimeParseException notADay) {
            return day;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
