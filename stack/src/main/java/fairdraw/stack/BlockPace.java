package fairdraw.stack;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Mines a block for every second of a clock, dated by it: the chain's time runs with that of the
 * services, however fast. A node that is down is asked again. The node's own block time is not used
 * for the machine's time either: at a block a second it keeps 1500 states in memory, which grows to
 * 540 MB in half an hour.
 */
final class BlockPace implements AutoCloseable {

    private static final long LOOK_NANOS = 2_000_000;
    private static final long LOOK_NANOS_OF_WALL_TIME = 20_000_000;
    private static final long AFTER_FAILURE_NANOS = 200_000_000;

    private final ChainPart chain;
    private final InstantSource clock;
    private final long lookNanos;
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean held;

    /** Follows the simulated clock, or the machine's. */
    BlockPace(ChainPart chain, Optional<InstantSource> simulated) {
        this.chain = chain;
        this.clock = simulated.orElseGet(InstantSource::system);
        this.lookNanos = simulated.isPresent() ? LOOK_NANOS : LOOK_NANOS_OF_WALL_TIME;
        this.thread = Thread.ofPlatform().daemon().name("blocks").start(this::mine);
    }

    private void mine() {
        long last = 0;
        while (!ended) {
            long now = clock.instant().getEpochSecond();
            if (held || now <= last) {
                LockSupport.parkNanos(lookNanos);
                continue;
            }
            try {
                var _ = chain.call("evm_mine", Map.of("timestamp", now));
                last = now;
            } catch (IllegalStateException notNow) {
                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            }
        }
    }

    /** Whether blocks stand still. */
    void hold(boolean still) {
        held = still;
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }
}
