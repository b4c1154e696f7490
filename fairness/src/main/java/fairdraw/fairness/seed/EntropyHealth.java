package fairdraw.fairness.seed;

/**
 * The continuous health tests of NIST SP 800-90B over the bytes of a random source: they find a
 * source that is stuck or grossly biased, not one that is merely predictable. Cut-offs for at least
 * 4 bits of entropy a byte and a false alarm of 2^-40, so that a sound source never fails in
 * practice.
 */
final class EntropyHealth {

    /** Equal bytes in a row that fail the repetition count test: 1 + 40 / 4. */
    static final int REPETITIONS_MAX = 11;

    /** Bytes of a window of the adaptive proportion test. */
    static final int WINDOW_BYTES = 512;

    /** Occurrences of a window's first byte that fail it: 1 + critical value of B(512, 2^-4). */
    static final int PROPORTION_MAX = 80;

    private int last = -1;
    private int repetitions;
    private int windowByte = -1;
    private int windowAt;
    private int windowCount;

    /** Whether the source is still sound after these bytes. */
    boolean sound(byte[] bytes) {
        boolean sound = true;
        for (byte next : bytes) {
            sound &= repetition(next) & proportion(next);
        }
        return sound;
    }

    private boolean repetition(byte next) {
        repetitions = next == last ? repetitions + 1 : 1;
        last = next;
        return repetitions < REPETITIONS_MAX;
    }

    private boolean proportion(byte next) {
        if (windowAt == 0) {
            windowByte = next;
            windowCount = 0;
        }
        if (next == windowByte) {
            windowCount++;
        }
        windowAt = (windowAt + 1) % WINDOW_BYTES;
        return windowCount < PROPORTION_MAX;
    }
}
