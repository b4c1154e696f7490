package fairdraw.fairness.beacon;

import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.pf1.BeaconChain;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Follows each beacon that a game draws from, round by round, each at its emission. */
@Singleton
public class BeaconJob {

    private static final Duration LOOK_FOR_GAMES = Duration.ofSeconds(2);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(5);
    private static final long SECOND_MS = 1000;
    private static final long CLOCK_LAG_MAX_MS = 100;

    private final PgGames games;
    private final ObtainBeacon obtain;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<BeaconChain, Thread> followed = new ConcurrentHashMap<>();
    private final AtomicLong clockBehindMs;
    private volatile boolean stopped;

    BeaconJob(PgGames games, ObtainBeacon obtain, InstantSource clock, MeterRegistry meters) {
        this.games = games;
        this.obtain = obtain;
        this.clock = clock;
        this.meters = meters;
        this.clockBehindMs = meters.gauge("fairdraw.clock.behind.ms", new AtomicLong());
    }

    void start(@Observes StartupEvent started) {
        var thread = Thread.ofVirtual().name("beacons").start(this::lookForGames);
        Log.debugf("following beacons in %s", thread);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        followed.values().forEach(Thread::interrupt);
    }

    private void lookForGames() {
        while (!stopped) {
            try {
                for (var game : games.all()) {
                    followed.computeIfAbsent(game.registration().beacon(), _ -> follower(game));
                }
                obtain.forgetOld();
                Thread.sleep(LOOK_FOR_GAMES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                Log.warnf("the games cannot be read: %s", e.getMessage());
                LockSupport.parkNanos(LOOK_FOR_GAMES.toNanos());
            }
        }
    }

    private Thread follower(Game game) {
        var chain = game.registration().beacon();
        meters.gauge(
                "fairdraw.beacon.lag.ms",
                Tags.of("source", chain.source().hex()),
                this,
                job -> job.lagMs(chain));
        return Thread.ofVirtual().name("beacon-" + chain.source()).start(() -> follow(chain));
    }

    private void follow(BeaconChain chain) {
        long round = current(chain);
        long lookedFor = round;
        while (!stopped) {
            try {
                if (round > lookedFor) {
                    lookedFor = round;
                    lookAhead(chain, round);
                }
                var until = clock.instant().plus(GIVE_UP_AFTER);
                if (obtain.obtain(chain, round, until).isEmpty()) {
                    Log.warnf("beacon round=%d does not come", round);
                    // A round that is needed is asked for again by its draw; go on with the newest.
                    round = Math.max(round, current(chain));
                } else {
                    round = Math.max(round + 1, current(chain));
                }
            } catch (RuntimeException e) {
                if (!stopped) {
                    Log.warnf("beacon round=%d: %s", round, e.getMessage());
                    LockSupport.parkNanos(LOOK_FOR_GAMES.toNanos());
                }
            }
        }
    }

    /** Beside the following, which no slow relay must hold up. */
    private void lookAhead(BeaconChain chain, long round) {
        var thread =
                Thread.ofVirtual()
                        .name("beacon-ahead-" + round)
                        .start(() -> {
                            try {
                                long behindMs = obtain.ahead(chain, round);
                                if (behindMs > CLOCK_LAG_MAX_MS) {
                                    Log.errorf(
                                            "OUR CLOCK IS BEHIND by %d ms: beacon round=%d",
                                            behindMs, round);
                                }
                                clockBehindMs.set(behindMs);
                            } catch (RuntimeException e) {
                                Log.debugf("beacon round=%d ahead: %s", round, e.getMessage());
                            }
                        });
        Log.tracef("looking ahead in %s", thread);
    }

    /** The newest round that is emitted by now. */
    private long current(BeaconChain chain) {
        long sinceS = Math.floorDiv(clock.millis(), SECOND_MS) - chain.genesisS();
        return Math.max(1, Math.floorDiv(sinceS, chain.periodS()) + 1);
    }

    /** How long after its time the next round is still missing; 0 when all is well. */
    private long lagMs(BeaconChain chain) {
        return obtain.newest(chain.source())
                .map(beacon -> clock.millis() - chain.emittedAtMs(beacon.beaconRound() + 1))
                .map(late -> Math.max(0, late))
                .orElse(0L);
    }
}
