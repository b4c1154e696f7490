package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Exchange;
import java.util.Optional;

/** Ends a scenario: the wallet broke the rule, and this is how. */
final class Finding extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Exchange> evidence;

    Finding(String wrong, Optional<Exchange> evidence) {
        super(wrong, null, false, false);
        this.evidence = evidence;
    }

    String wrong() {
        return String.valueOf(getMessage());
    }

    /** The call that showed it. */
    Optional<Exchange> evidence() {
        return evidence;
    }

    /**
     * Ends a scenario that cannot be run here; it says what the operator can give to have it run.
     */
    static final class NotChecked extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotChecked(String why) {
            super(why, null, false, false);
        }
    }
}
