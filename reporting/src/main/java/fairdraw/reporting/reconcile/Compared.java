package fairdraw.reporting.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole question comes to.
 *
 * @param verdict of all days that were asked for
 * @param stated whether there are operators, and complete lists of each cover the whole period
 * @param notCompared operators whose own list has not come for all of the period that is over
 */
public record Compared(Verdict verdict, boolean stated, List<String> notCompared) {

    /**
     * How far an operator's own list speaks for a period from its start on.
     *
     * @param until null when it says nothing of the start
     */
    record Cover(String operator, @Nullable Instant until) {

        boolean reaches(Instant time) {
            return until != null && !until.isBefore(time);
        }
    }

    /**
     * Puts days and lists together.
     *
     * @param zone whose days they are
     * @param to the last day, exclusive; it may be yet to come
     */
    static Compared of(
            List<ReconciledDay> days, List<Cover> covers, ZoneId zone, LocalDate to, Instant now) {
        Instant end = to.atStartOfDay(zone).toInstant();
        // Of a day that still goes on any part is enough: what is not in it is told row by row.
        Instant today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        Instant least = end.isAfter(now) ? today.plusMillis(1) : end;
        List<String> missing =
                covers.stream().filter(it -> !it.reaches(least)).map(Cover::operator).toList();
        boolean stated = !covers.isEmpty() && covers.stream().allMatch(it -> it.reaches(end));
        return new Compared(verdict(days, missing, stated), stated, missing);
    }

    private static Verdict verdict(List<ReconciledDay> days, List<String> missing, boolean stated) {
        if (days.isEmpty()) {
            return Verdict.NOTHING_TO_COMPARE;
        }
        if (days.stream().anyMatch(it -> it.getVerdict() == Verdict.DIFFERENCES)) {
            return Verdict.DIFFERENCES;
        }
        if (!missing.isEmpty()
                || days.stream().anyMatch(it -> it.getVerdict() == Verdict.INCOMPLETE)) {
            return Verdict.INCOMPLETE;
        }
        return stated ? Verdict.AGREED : Verdict.AGREED_SO_FAR;
    }
}
