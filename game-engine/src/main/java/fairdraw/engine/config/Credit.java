package fairdraw.engine.config;

/**
 * How much an operator may owe the house in a currency before its bets stop. Stakes of rounds that
 * are not settled count as owed; payments that were booked count against it, so that one rule holds
 * for both kinds.
 *
 * @param limit minor units, 0 or more
 */
public record Credit(Kind kind, long limit) {

    /** How it pays. */
    public enum Kind {
        /** Invoiced: payments reduce what is owed. */
        CREDIT,
        /** Ahead: payments are booked before play. */
        PREPAID
    }

    /** Refuses a limit that no money could meet. */
    public Credit {
        if (limit < 0) {
            throw new IllegalArgumentException("credit limit: " + limit);
        }
    }

    /** What may still be staked when so much is owed, stakes that are held included. */
    public long left(long owed) {
        return Math.max(0, Math.subtractExact(limit, owed));
    }
}
