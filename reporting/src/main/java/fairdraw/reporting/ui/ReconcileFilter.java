package fairdraw.reporting.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.reporting.access.ReportZone;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.reconcile.Cause;
import fairdraw.reporting.reconcile.ReconcileQuery;
import fairdraw.reporting.reconcile.ReconcileQuery.Parameters;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The form above a reconciliation: days, both inclusive, and whose. */
public class ReconcileFilter {

    private static final int DAYS_SHOWN = 7;
    private static final int DIFFERENCES_SHOWN = 200;

    @RestQuery @Nullable String zone;
    @RestQuery @Nullable String from;
    @RestQuery @Nullable String to;
    @RestQuery @Nullable String operator;
    @RestQuery @Nullable String currency;
    @RestQuery @Nullable String mode;
    @RestQuery @Nullable String cause;

    /** The form as it is shown again. */
    record Shown(
            String zone,
            String from,
            String to,
            String operator,
            String currency,
            String mode,
            String cause,
            String query) {

        /** What a difference can be listed for. */
        public List<Cause> causes() {
            return List.of(Cause.values());
        }
    }

    /** The form with its gaps filled. */
    Shown shown(Instant now) {
        String named = text(zone).isEmpty() ? ReportZone.DEFAULT.getId() : text(zone);
        LocalDate today = LocalDate.ofInstant(now, ReportFilter.zone(named));
        String first =
                text(from).isEmpty() ? today.minusDays(DAYS_SHOWN - 1L).toString() : text(from);
        String last = text(to).isEmpty() ? today.toString() : text(to);
        String of = text(mode).isEmpty() ? "REAL" : text(mode);
        String query =
                "zone=%s&from=%s&to=%s&operator=%s&currency=%s&mode=%s&cause=%s"
                        .formatted(
                                encoded(named),
                                encoded(first),
                                encoded(last),
                                encoded(text(operator)),
                                encoded(text(currency)),
                                encoded(of),
                                encoded(text(cause)));
        return new Shown(
                named, first, last, text(operator), text(currency), of, text(cause), query);
    }

    /** What the form asks for. */
    ReconcileQuery query(Scope scope, Instant now) {
        Shown shown = shown(now);
        return ReconcileQuery.of(
                scope,
                new Parameters(
                        shown.zone(),
                        shown.from(),
                        dayAfter(shown.to()),
                        shown.operator(),
                        shown.currency(),
                        shown.mode(),
                        shown.cause(),
                        Integer.toString(DIFFERENCES_SHOWN),
                        null));
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
