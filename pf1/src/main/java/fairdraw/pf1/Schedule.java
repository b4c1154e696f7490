package fairdraw.pf1;

/**
 * The clock of a game: round r opens at {@code originMs + r * periodMs}, takes bets for {@code
 * betMs}, and its beacon comes no earlier than {@code gapMs} after that (spec 4.1). All in ms since
 * the epoch or ms.
 */
public record Schedule(long originMs, long periodMs, long betMs, long gapMs) {

    private static final long SECOND_MS = 1000;

    public Schedule {
        if (originMs < 0 || originMs % SECOND_MS != 0) {
            throw new IllegalArgumentException("the origin is a whole second: " + originMs);
        }
        if (periodMs <= 0 || betMs <= 0 || gapMs < 0) {
            throw new IllegalArgumentException(
                    "not a clock: " + periodMs + " " + betMs + " " + gapMs);
        }
    }

    /** When the round opens; refused for a negative round or past the end of 64-bit time. */
    public long openAtMs(long round) {
        if (round < 0) {
            throw new IllegalArgumentException("negative round: " + round);
        }
        return Math.addExact(originMs, Math.multiplyExact(round, periodMs));
    }

    /** When the round stops taking bets. */
    public long closeAtMs(long round) {
        return Math.addExact(openAtMs(round), betMs);
    }

    /** The round whose period holds this time; negative before the origin. */
    public long roundAt(long ms) {
        return Math.floorDiv(Math.subtractExact(ms, originMs), periodMs);
    }
}
