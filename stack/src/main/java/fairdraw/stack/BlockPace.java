package fairdraw.stack;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Mines a block for every second of a simulated clock, dated by it: the chain's time runs with that
 * of the services, however fast. A node that is down is asked again.
 */
final class BlockPace implements AutoCloseable {

    private static final long LOOK_NANOS = 2_000_000;
    private static final long AFTER_FAILURE_NANOS = 200_000_000;

    private final ChainPart chain;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean ended;

    BlockPace(ChainPart chain, InstantSource clock) {
        this.chain = chain;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("blocks").start(this::mine);
    }

    private void mine() {
        long last = 0;
        while (!ended) {
            long now = clock.instant().getEpochSecond();
            if (now <= last) {
                LockSupport.parkNanos(LOOK_NANOS);
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

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }
}
