package fairdraw.reporting.reconcile;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator's day in one currency.
 *
 * @param day UTC, by the time that a transaction was ordered
 * @param operatorName null when it has none
 * @param stated whether the operator's complete list speaks for the whole day
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
        boolean stated,
        Total postedFromEarlier,
        List<KindTotals> kinds,
        List<CauseTotal> causes) {

    /** What the day comes to. */
    public enum Verdict {
        /** Three sides say the same, to the transaction. */
        AGREED,
        /** They do not. */
        DIFFERENCES,
        /** Nothing differs so far, and the operator's list has not come whole. */
        INCOMPLETE
    }

    /** What the day comes to. */
    public Verdict getVerdict() {
        if (causes.stream().anyMatch(each -> !each.cause().waits())) {
            return Verdict.DIFFERENCES;
        }
        return stated && causes.isEmpty() ? Verdict.AGREED : Verdict.INCOMPLETE;
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
