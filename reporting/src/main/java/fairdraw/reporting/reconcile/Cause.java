package fairdraw.reporting.reconcile;

/**
 * Why three sides do not agree on a transaction, in the order in which people should look. {@link
 * PgReconciliation} tells them apart.
 */
public enum Cause {
    /** The operator lists a transaction of ours that neither books nor log know. */
    UNKNOWN_TO_US("the operator lists it, and we know nothing of it"),
    /** We hold an answer that it was applied; the operator's complete list has it not. */
    MISSING_AT_OPERATOR("applied by its answer, and not in the operator's list"),
    /** The operator lists it as having moved nothing, though something was to move. */
    NOT_MOVED("listed by the operator as having moved nothing"),
    /** The operator moved money twice for one transaction of ours. */
    MOVED_TWICE("the operator lists two of its own transactions for it"),
    /** Two persons closed it by hand against another transaction, and the operator moved it too. */
    CLOSED_AND_MOVED("closed by hand, and moved by the operator as well"),
    /** Money was taken for a ticket that is in no round and that no rollback was ordered for. */
    DEBIT_WITHOUT_BET("debited, but no bet in the books and no rollback ordered"),
    /** A ticket is in a round, and no applied debit is known. */
    BET_WITHOUT_DEBIT("a bet in the books, but no applied debit"),
    /** A payout moved for a ticket whose debit did not. */
    CREDIT_WITHOUT_DEBIT("credited, but the ticket was never debited"),
    /** A ticket was paid and given back. */
    ROLLED_BACK_AND_CREDITED("the ticket was rolled back and credited"),
    /** The gateway called the wallet for what the engine never ordered. */
    NOT_ORDERED("called, but never ordered by the books"),
    /** One id, two kinds of call. */
    KIND_DIFFERS("the kind differs"),
    /** Another amount. */
    AMOUNT_DIFFERS("the amount differs"),
    /** Another currency. */
    CURRENCY_DIFFERS("the currency differs"),
    /** Another player. */
    PLAYER_DIFFERS("the player differs"),
    /** Another ticket. */
    TICKET_DIFFERS("the ticket differs"),
    /** REAL to one, TEST to another. */
    MODE_DIFFERS("real money to one side, a test to another"),
    /** Ordered; no answer is decided yet. */
    STILL_QUEUED("ordered, and not decided yet"),
    /** It waits in the manual queue. */
    PARKED("waits in the manual queue"),
    /** The wallet refused for good what the books ordered. */
    REFUSED("refused by the wallet for good"),
    /** Nobody can say what became of an order, and it is not tried again. */
    UNDECIDED("nobody can say what became of it"),
    /** No complete list of the operator speaks for its time yet: nothing to compare with. */
    NOT_STATED("the operator's list for this time has not come");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** A sentence's half, for people. */
    public String words() {
        return words;
    }

    /** Whether it only waits for the operator's list. */
    public boolean waits() {
        return this == NOT_STATED;
    }
}
