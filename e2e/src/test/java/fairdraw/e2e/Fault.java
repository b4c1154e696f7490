package fairdraw.e2e;

import java.time.Duration;

/**
 * One fault: what happens to whom, at which step of a round.
 *
 * @param number 1, 2, 3 ... in the order of the plan
 * @param jitterMs how long after the step's beginning
 */
record Fault(int number, String target, Kind kind, Step step, int jitterMs) {

    /** The time from one round's opening to the next. */
    static final Duration ROUND = Duration.ofSeconds(10);

    /** How long a stopped process or a cut wire stays so (spec 7). */
    static final Duration LASTS = Duration.ofSeconds(15);

    /** What is done to a process. */
    enum Kind {
        /** SIGKILL; it is started again by who supervises it. */
        KILL,
        /** SIGSTOP for {@link #LASTS}: it wakes and does not know that time has passed. */
        STOP,
        /** Nothing passes to it or from it for {@link #LASTS}, and no connection is closed. */
        CUT
    }

    /** The steps of a round by their offset from its opening, ms. */
    enum Step {
        OPENING(0),
        RESERVING(2_500),
        CONFIRMING(5_850),
        SEALING(6_350),
        WAITING_FOR_BEACON(6_700),
        DRAWING(7_900),
        SETTLING(8_350),
        PUBLISHING(9_000);

        private final int offsetMs;

        Step(int offsetMs) {
            this.offsetMs = offsetMs;
        }
    }

    /** When it happens after the round's opening, ms. */
    int offsetMs() {
        return step.offsetMs + jitterMs;
    }

    @Override
    public String toString() {
        return "#%d %s %s at %s +%d ms".formatted(number, kind, target, step, jitterMs);
    }
}
