package fairdraw.fairness.seed;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws masters and keys from the operating system's random source, watched by its health tests. A
 * source that failed once is not used again by this process: what else is wrong with it nobody
 * knows.
 */
@Singleton
public class MasterSource {

    /** Length of a master. */
    public static final int MASTER_BYTES = 32;

    private static final int START_TEST_BYTES = 1024;

    private final RandomGenerator random;
    private final EntropyHealth health = new EntropyHealth();
    private boolean tested;
    private boolean failed;

    @Inject
    MasterSource() {
        this(new SecureRandom());
    }

    MasterSource(RandomGenerator random) {
        this.random = random;
    }

    /**
     * 32 fresh bytes, which the caller zeroes.
     *
     * @throws IllegalStateException when the source fails its health tests
     */
    public synchronized byte[] draw() {
        if (!tested) {
            Arrays.fill(checked(START_TEST_BYTES), (byte) 0);
            tested = true;
        }
        return checked(MASTER_BYTES);
    }

    private byte[] checked(int length) {
        byte[] bytes = new byte[length];
        if (!failed) {
            random.nextBytes(bytes);
            failed = !health.sound(bytes);
        }
        if (failed) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalStateException("the random source fails its health tests");
        }
        return bytes;
    }
}
