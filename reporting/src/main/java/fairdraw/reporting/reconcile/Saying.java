package fairdraw.reporting.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one of the three sides says of a transaction. */
sealed interface Saying {

    /** The transaction as this side knows it. */
    Movement movement();

    /**
     * The engine's books: it is ordered.
     *
     * @param market of the bet that an adjustment is for; empty where none is said
     * @param free whether that bet was free
     */
    record Booked(Movement movement, String market, boolean free) implements Saying {

        /** An order that corrects no bet. */
        Booked(Movement movement) {
            this(movement, "", false);
        }
    }

    /**
     * The gateway's delivery log: what became of the call.
     *
     * @param operatorTransaction the operator's own id of it, when it told one
     */
    record Told(Movement movement, State state, @Nullable String operatorTransaction)
            implements Saying {}

    /**
     * A line of the operator's own list.
     *
     * @param moved false for a tombstone: a rollback that found no debit
     * @param fetchedAt when the list was read; a newer one replaces an older one
     */
    record Stated(Movement movement, String operatorTransaction, boolean moved, Instant fetchedAt)
            implements Saying {}

    /** What became of a call. */
    enum State {
        /** The wallet applied it. */
        APPLIED,
        /** It waits in the manual queue. */
        PARKED,
        /** The wallet moved nothing, for good. */
        NOT_APPLIED,
        /** Nobody can say, and it is not tried again. */
        UNKNOWN,
        /** Two persons closed it against a transaction of the operator's own. */
        CLOSED_BY_HAND
    }
}
