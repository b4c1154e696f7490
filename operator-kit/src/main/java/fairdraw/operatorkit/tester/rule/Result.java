package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.wire.Exchange;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of one scenario.
 *
 * @param wrong what is wrong in plain words, or why it was not tried; empty when it passed
 * @param evidence the call that showed it
 */
public record Result(
        Scenario scenario,
        Status status,
        String wrong,
        Optional<Exchange> evidence,
        Duration took) {

    /** Whether the rule is kept. */
    public enum Status {
        PASSED,
        FAILED,
        /** Another scenario failed, without which this one says nothing. */
        BLOCKED,
        /** The tester was not given what it needs. */
        NOT_CHECKED
    }
}
