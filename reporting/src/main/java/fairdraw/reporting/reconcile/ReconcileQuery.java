package fairdraw.reporting.reconcile;

import fairdraw.kernel.Currencies;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.reporting.access.ReportZone;
import fairdraw.reporting.access.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is reconciled.
 *
 * @param zone whose days are counted
 * @param from first day, inclusive
 * @param to last day, exclusive
 * @param operator only this one; empty for each
 * @param currency only this one; empty for each
 * @param mode REAL or TEST: never both
 * @param cause only differences for it; empty for all
 * @param limit most rows
 * @param after where the page before ended; empty for the first page
 */
public record ReconcileQuery(
        ZoneId zone,
        LocalDate from,
        LocalDate to,
        String operator,
        String currency,
        String mode,
        String cause,
        int limit,
        Optional<DayKey> after) {

    /** Most rows of one answer. */
    public static final int PAGE_ROWS_MAX = 1_000;

    /** The longest period of one question. */
    static final int SPAN_DAYS_MAX = 93;

    private static final int PAGE_ROWS = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern DAY = Pattern.compile("2[01][0-9]{2}-[0-9]{2}-[0-9]{2}");

    /** The parameters as they come. */
    public record Parameters(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String to,
            @Nullable String operator,
            @Nullable String currency,
            @Nullable String mode,
            @Nullable String cause,
            @Nullable String limit,
            @Nullable String after) {}

    /**
     * Checks the parameters.
     *
     * @throws fairdraw.kernel.RefusedException naming the parameter at fault
     */
    public static ReconcileQuery of(Scope scope, Parameters given) {
        LocalDate from = day("from", given.from());
        LocalDate to = day("to", given.to());
        if (!from.isBefore(to) || ChronoUnit.DAYS.between(from, to) > SPAN_DAYS_MAX) {
            throw wrong("to", "to is after from, by at most " + SPAN_DAYS_MAX + " days.");
        }
        return new ReconcileQuery(
                ReportZone.parse(given.zone()),
                from,
                to,
                operator(scope, given.operator()),
                currency(given.currency()),
                mode(given.mode()),
                cause(given.cause()),
                limit(given.limit()),
                given.after() == null || given.after().isEmpty()
                        ? Optional.empty()
                        : Optional.of(DayKey.parse(given.after())));
    }

    /** When the first day begins. */
    Instant start() {
        return startOf(from);
    }

    /** When the day after the last one begins. */
    Instant end() {
        return startOf(to);
    }

    /** When a day begins in the zone. */
    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The same with rows of another page. */
    ReconcileQuery page(int rows, Optional<DayKey> key) {
        return new ReconcileQuery(zone, from, to, operator, currency, mode, cause, rows, key);
    }

    private static LocalDate day(String field, @Nullable String text) {
        String rule = field + " is a day, such as 2026-01-31.";
        if (text == null || !DAY.matcher(text).matches()) {
            throw wrong(field, rule);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noSuchDay) {
            throw wrong(field, rule);
        }
    }

    private static String operator(Scope scope, @Nullable String text) {
        String operator = text == null ? "" : text;
        if (!operator.isEmpty() && !NAME.matcher(operator).matches()) {
            throw wrong("operator", "operator is 1 to 40 letters, digits, - and _.");
        }
        if (scope.isHouse()) {
            return operator;
        }
        if (!operator.isEmpty() && !operator.equals(scope.operator())) {
            throw Refusal.of(RefusalCode.FORBIDDEN, "operator", "Only your own operator.")
                    .toException();
        }
        return scope.operator();
    }

    private static String currency(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (!Currencies.known(text)) {
            throw wrong("currency", "currency is an ISO 4217 code.");
        }
        return text;
    }

    private static String mode(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "REAL";
        }
        if (!Set.of("REAL", "TEST").contains(text)) {
            throw wrong("mode", "mode is REAL or TEST.");
        }
        return text;
    }

    private static String cause(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (Arrays.stream(Cause.values()).noneMatch(each -> each.name().equals(text))) {
            throw wrong("cause", "cause is one of " + Arrays.toString(Cause.values()) + ".");
        }
        return text;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PAGE_ROWS;
        }
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > PAGE_ROWS_MAX) {
            throw wrong("limit", "limit is a whole number from 1 to " + PAGE_ROWS_MAX + ".");
        }
        return Integer.parseInt(text);
    }

    private static RuntimeException wrong(String field, String rule) {
        return Refusal.of(RefusalCode.INVALID_FIELD, field, rule).toException();
    }
}
