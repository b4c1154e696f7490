package fairdraw.backoffice.operator;

/**
 * How much an operator may owe the house in one currency before its bets stop.
 *
 * @param limit minor units, 0..10^15. CREDIT: the most that may be owed. PREPAID: what may be owed
 *     beyond the payments booked, usually 0
 */
public record CreditTerms(Mode mode, long limit) {

    /** When an operator pays. */
    public enum Mode {
        /** Invoiced: payments reduce what is owed. */
        CREDIT,
        /** Paid ahead: payments are booked before play. */
        PREPAID
    }
}
