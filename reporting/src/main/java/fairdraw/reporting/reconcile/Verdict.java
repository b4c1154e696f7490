package fairdraw.reporting.reconcile;

/** What a day, or a whole question, comes to. */
public enum Verdict {
    /** Three sides say the same, to the transaction. */
    AGREED,
    /** They do, up to where the operator's list of a day that still goes on has come. */
    AGREED_SO_FAR,
    /** They do not. */
    DIFFERENCES,
    /** Nothing differs so far, and the operator's list has not come whole: not compared. */
    INCOMPLETE,
    /** No side lists a transaction. */
    NOTHING_TO_COMPARE
}
