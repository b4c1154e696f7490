package fairdraw.gateway.wallet;

/** What the catalogue says happens after an answer. */
public enum NextStep {
    /** The debit is there: confirm the ticket. */
    CONFIRM,
    /** The debit is not there: decline the ticket. */
    DECLINE,
    /** Nobody knows: expire the ticket, which owes a rollback. */
    EXPIRE,
    /** Show the balance. */
    SHOW,
    /** Show that the balance is not known. */
    SHOW_UNKNOWN,
    /** Nothing more is owed. */
    DONE,
    /** Send it again, same id, by the schedule. */
    RETRY,
    /** Send it again; done only when still unknown long after the debit expired. */
    RETRY_PAST_EXPIRY,
    /** People must look: the manual queue. */
    PARK,
    /** Read the page. */
    READ,
    /** Ask for the page again later. */
    READ_LATER
}
