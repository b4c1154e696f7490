package fairdraw.engine.round;

import fairdraw.engine.game.GameTerms;
import fairdraw.pf1.Schedule;

/**
 * When a round does what (spec 4.1); all times in ms since the epoch.
 *
 * @param number 0 or more
 * @param openAtMs when it opens
 * @param closeAtMs when reservations end
 * @param confirmByMs the one cut-off: what is not confirmed before it expires
 */
public record RoundPlan(String game, long number, long openAtMs, long closeAtMs, long confirmByMs) {

    /** How long after its opening time a round may still be committed as open. */
    static final long OPEN_WITHIN_MS = 250;

    /** How long before its opening a round is prepared. */
    static final long PREPARE_AHEAD_MS = 2_000;

    /** Time between the cut-off and the latest seal that is on time. */
    static final long SEAL_AFTER_CONFIRM_MS = 100;

    /** The plan of a round by the schedule of its game. */
    static RoundPlan of(String game, Schedule schedule, long number) {
        long closeAt = schedule.closeAtMs(number);
        return new RoundPlan(
                game,
                number,
                schedule.openAtMs(number),
                closeAt,
                Math.addExact(closeAt, GameTerms.CONFIRM_AFTER_CLOSE_MS));
    }

    /** The latest commit of its opening. */
    long openByMs() {
        return openAtMs + OPEN_WITHIN_MS;
    }

    /** The latest seal that is not late. */
    long sealByMs() {
        return confirmByMs + SEAL_AFTER_CONFIRM_MS;
    }

    /** The public name of the round, such as {@code digits-3:1234}. */
    public String roundId() {
        return game + ":" + number;
    }
}
