package fairdraw.reporting.revenue;

import fairdraw.kernel.Currencies;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.reporting.access.ReportZone;
import fairdraw.reporting.access.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about; currencies are never mixed, TEST tickets are left out.
 *
 * @param zone whose days and months are counted
 * @param from first hour, inclusive
 * @param to last hour, exclusive
 * @param operator only this one; empty for all together
 * @param game only this one; empty for all
 * @param market only this one; empty for all together
 * @param currency only this one; empty for each
 * @param period what a row spans in time
 * @param by what else rows are told apart by
 * @param limit most rows
 * @param after the key of the last row of the page before; empty for the first page
 */
public record RevenueQuery(
        ZoneId zone,
        Instant from,
        Instant to,
        String operator,
        String game,
        String market,
        String currency,
        Period period,
        Set<Dimension> by,
        int limit,
        Optional<RowKey> after) {

    /** Most rows of one answer. */
    public static final int PAGE_ROWS_MAX = 1_000;

    /** The longest report. */
    static final Duration SPAN_MAX = Duration.ofDays(3_700);

    /** The longest report by hour. */
    static final Duration HOURLY_SPAN_MAX = Duration.ofDays(93);

    private static final Pattern DAY = Pattern.compile("2[01][0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

    /** What a row spans in time. */
    public enum Period {
        /** An hour. */
        HOUR,
        /** A day of the zone: 23 to 25 hours where its clocks change. */
        DAY,
        /** A calendar month of the zone. */
        MONTH,
        /** Everything that is asked for. */
        TOTAL
    }

    /** What else rows are told apart by. */
    public enum Dimension {
        /** The operator. */
        OPERATOR,
        /** The game. */
        GAME,
        /** The market. */
        MARKET,
        /** The version of the payout table. */
        TABLE
    }

    /** The parameters as they come. */
    public record Parameters(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String to,
            @Nullable String operator,
            @Nullable String game,
            @Nullable String market,
            @Nullable String currency,
            @Nullable String groupBy,
            @Nullable String limit,
            @Nullable String after) {}

    /**
     * Checks the parameters.
     *
     * @throws fairdraw.kernel.RefusedException naming the parameter at fault
     */
    public static RevenueQuery of(Scope scope, Parameters given) {
        ZoneId zone = ReportZone.parse(given.zone());
        boolean days = given.zone() != null && !given.zone().isEmpty();
        Instant from = start("from", given.from(), zone, days);
        Instant to = start("to", given.to(), zone, days);
        List<String> groups = groups(given.groupBy());
        Period period = period(groups);
        Duration most = period == Period.HOUR ? HOURLY_SPAN_MAX : SPAN_MAX;
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(most) > 0) {
            throw wrong("to", "to is after from, by at most " + most.toDays() + " days.");
        }
        ReportZone.requireWholeHours(zone, from, to);
        String operator = name("operator", given.operator());
        if (!scope.isHouse()) {
            if (!operator.isEmpty() && !operator.equals(scope.operator())) {
                throw Refusal.of(RefusalCode.FORBIDDEN, "operator", "Only your own operator.")
                        .toException();
            }
            operator = scope.operator();
        }
        String currency = name("currency", given.currency());
        if (!currency.isEmpty() && !Currencies.known(currency)) {
            throw wrong("currency", "currency is an ISO 4217 code.");
        }
        return new RevenueQuery(
                zone,
                from,
                to,
                operator,
                name("game", given.game()),
                name("market", given.market()),
                currency,
                period,
                dimensions(groups),
                limit(given.limit()),
                Optional.ofNullable(given.after()).map(RowKey::parse));
    }

    /** What is asked for of a period begins here. */
    Instant startOf(Instant first) {
        return first.isBefore(from) ? from : first;
    }

    /** And ends before this: what follows belongs to the next period. */
    Instant endOf(Instant first) {
        var local = first.atZone(zone);
        Instant next =
                switch (period) {
                    case HOUR -> first.plus(Duration.ofHours(1));
                    case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
                    case MONTH ->
                            local.toLocalDate()
                                    .withDayOfMonth(1)
                                    .plusMonths(1)
                                    .atStartOfDay(zone)
                                    .toInstant();
                    case TOTAL -> to;
                };
        return next.isAfter(to) ? to : next;
    }

    /** The same with rows of another page. */
    RevenueQuery page(int rows, Optional<RowKey> key) {
        return new RevenueQuery(
                zone, from, to, operator, game, market, currency, period, by, rows, key);
    }

    /** With a zone also a day, which begins when it begins there. */
    private static Instant start(String field, @Nullable String text, ZoneId zone, boolean days) {
        if (!days || text == null || !DAY.matcher(text).matches()) {
            return hour(field, text);
        }
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException noSuchDay) {
            throw wrong(field, field + " is a day, such as 2026-01-31.");
        }
    }

    private static Instant hour(String field, @Nullable String text) {
        String rule = field + " is RFC 3339 UTC on the whole hour, such as 2026-01-31T00:00:00Z.";
        if (text == null || !text.endsWith("Z")) {
            throw wrong(field, rule);
        }
        try {
            Instant at = Instant.parse(text);
            boolean sane =
                    at.isAfter(Instant.parse("2000-01-01T00:00:00Z"))
                            && at.isBefore(Instant.parse("2200-01-01T00:00:00Z"));
            if (sane && at.truncatedTo(ChronoUnit.HOURS).equals(at)) {
                return at;
            }
        } catch (DateTimeParseException notATime) {
            throw wrong(field, rule);
        }
        throw wrong(field, rule);
    }

    private static List<String> groups(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of("day")
                : Arrays.stream(text.split(",", 8)).map(String::strip).toList();
    }

    private static Period period(List<String> groups) {
        var periods =
                Arrays.stream(Period.values())
                        .filter(each -> groups.contains(lower(each)))
                        .toList();
        if (periods.size() > 1) {
            throw wrong("groupBy", "groupBy names one of hour, day, month, total at most.");
        }
        return periods.isEmpty() ? Period.TOTAL : periods.getFirst();
    }

    private static Set<Dimension> dimensions(List<String> groups) {
        var by = new TreeSet<Dimension>();
        for (String group : groups) {
            boolean isPeriod =
                    Arrays.stream(Period.values()).anyMatch(each -> lower(each).equals(group));
            var named =
                    Arrays.stream(Dimension.values())
                            .filter(each -> lower(each).equals(group))
                            .findFirst();
            if (named.isEmpty() && !isPeriod) {
                throw wrong(
                        "groupBy",
                        "groupBy is a list of hour, day, month or total, and operator, game,"
                                + " market, table.");
            }
            named.ifPresent(by::add);
        }
        return Set.copyOf(by);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String name(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (!NAME.matcher(text).matches()) {
            throw wrong(field, field + " is 1 to 40 letters, digits, - and _.");
        }
        return text;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return 100;
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
