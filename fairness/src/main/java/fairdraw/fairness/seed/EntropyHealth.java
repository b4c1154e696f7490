package fairdraw.fairness.seed;

/**
 * The continuous health tests of NIST SP 800-90B (4.4.1, 4.4.2) over the bytes of a random source:
 * they find a source that is stuck or grossly biased, not one that is merely predictable. Cut-offs
 * for an entropy of H = 4 bits a byte, half of what the source must have, and a false alarm of
 * 2^-20 at that entropy (requirement R7). Of a full-entropy source, a false alarm is 2^-40 a byte.
 */
final class EntropyHealth {

    /** Equal bytes in a row that fail the repetition count test: 1 + ceil(20 / H). */
    static final int REPETITIONS_MAX = 6;

    /** Bytes of a window of the adaptive proportion test. */
    static final int WINDOW_BYTES = 512;

    /** Occurrences of a window's first byte that fail it: 1 + critbinom(512, 2^-H, 1 - 2^-20). */
    static final int PROPORTION_MAX = 62;

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
