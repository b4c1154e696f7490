package fairdraw.backoffice.operator;

/** Whether an operator takes bets. */
public enum OperatorStatus {
    /** Takes bets. */
    ACTIVE,
    /** Takes no new bets; what is owed is still paid. */
    SUSPENDED,
    /** As suspended, for good. */
    CLOSED
}
