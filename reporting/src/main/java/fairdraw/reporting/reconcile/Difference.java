package fairdraw.reporting.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that three sides do not agree on, for one cause; null is what a side does not say.
 *
 * @param day that it was ordered on, in the zone that was asked for
 * @param postingDay that the wallet moved it on, in the same zone
 * @param kind DEBIT, CREDIT, ROLLBACK, ADJUSTMENT or PROMOTION
 * @param booked the engine's books
 * @param told the gateway's delivery log
 * @param stated the operator's own list
 */
public record Difference(
        LocalDate day,
        @Nullable LocalDate postingDay,
        String operator,
        String transaction,
        Cause cause,
        @Nullable String kind,
        @Nullable String ticket,
        @Nullable String game,
        @Nullable Long round,
        String currency,
        @Nullable Side booked,
        @Nullable Side told,
        @Nullable Side stated) {

    /**
     * What one side says.
     *
     * @param amount minor units
     * @param state of the call, of the gateway only
     * @param moved whether money moved, of the operator only
     * @param operatorTransaction the operator's own id
     */
    public record Side(
            @Nullable String kind,
            @Nullable String player,
            @Nullable String ticket,
            @Nullable String currency,
            @Nullable String mode,
            @Nullable Long amount,
            Instant at,
            @Nullable String state,
            @Nullable Boolean moved,
            @Nullable String operatorTransaction) {}

    /** Where the next page goes on. */
    DayKey key() {
        return new DayKey(day, operator, transaction + " " + cause.name());
    }
}
