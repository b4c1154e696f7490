package fairdraw.reporting.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator's day in one currency.
 *
 * @param day of the zone that was asked for, by the time that a transaction was ordered
 * @param operatorName null when it has none
 * @param over whether the day has ended
 * @param stated whether the operator's complete list speaks for the whole day
 * @param statedUntil up to when it speaks for the day; null when it says nothing of its start
 * @param postedFromEarlier what the wallet moved on this day though it was ordered on an earlier
 *     one
 * @param kinds totals of three sides
 * @param causes why transactions differ
 */
public record ReconciledDay(
        LocalDate day,
        String operator,
        @Nullable String operatorName,
        String currency,
        boolean over,
        boolean stated,
        @Nullable Instant statedUntil,
        Total postedFromEarlier,
        List<KindTotals> kinds,
        List<CauseTotal> causes) {

    /** What the day comes to. */
    public Verdict getVerdict() {
        if (causes.stream().anyMatch(each -> !each.cause().waits())) {
            return Verdict.DIFFERENCES;
        }
        if (stated && causes.isEmpty()) {
            return Verdict.AGREED;
        }
        return !over && statedUntil != null && causes.isEmpty()
                ? Verdict.AGREED_SO_FAR
                : Verdict.INCOMPLETE;
    }

    /** Differences that are more than a list to come. */
    public long differences() {
        return causes.stream()
                .filter(each -> !each.cause().waits())
                .mapToLong(each -> each.total().count())
                .sum();
    }

    /** Where the next page goes on. */
    DayKey key() {
        return new DayKey(day, operator, currency);
    }
}
