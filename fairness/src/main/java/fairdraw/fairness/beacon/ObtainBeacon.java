package fairdraw.fairness.beacon;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gets one round of a beacon: waits for its emission, asks the relays, verifies the signature and
 * keeps it. There is no second source and no other round: while none verifies, the round waits.
 */
@Singleton
public class ObtainBeacon {

    private static final Duration WAIT_STEP = Duration.ofMillis(20);
    private static final Duration RETRY_STEP = Duration.ofMillis(100);

    /** Less than lies between the last confirmation of a bet and the beacon (spec 4.1). */
    private static final Duration AHEAD = Duration.ofMillis(500);

    private final HttpRelays relays;
    private final PgBeacons beacons;
    private final InstantSource clock;
    private final Map<Bytes, Beacon> keys = new ConcurrentHashMap<>();
    private final Map<Bytes, VerifiedBeacon> newest = new ConcurrentHashMap<>();
    private final BroadcastProcessor<VerifiedBeacon> verified = BroadcastProcessor.create();
    private final ReentrantLock announcing = new ReentrantLock();

    ObtainBeacon(HttpRelays relays, PgBeacons beacons, InstantSource clock) {
        this.relays = relays;
        this.beacons = beacons;
        this.clock = clock;
    }

    /** The newest verified round of a beacon that this replica has seen. */
    public Optional<VerifiedBeacon> newest(Bytes source) {
        return Optional.ofNullable(newest.get(source));
    }

    /** The newest verified round, if any, then each later one. */
    public Multi<VerifiedBeacon> watch(Bytes source) {
        // What comes later is listened to before what is known is read, so that none is missed; a
        // slow watcher misses the older ones.
        var later = verified.filter(beacon -> beacon.source().equals(source));
        var known = Multi.createFrom().deferred(() -> Multi.createFrom().optional(newest(source)));
        return Multi.createBy().merging().streams(later.onOverflow().dropPreviousItems(), known);
    }

    /**
     * The round, as soon as it is emitted and verified.
     *
     * @return nothing when that does not happen before {@code until}
     */
    public Optional<VerifiedBeacon> obtain(BeaconChain chain, long beaconRound, Instant until) {
        var known = beacons.find(chain.source(), beaconRound);
        if (known.isPresent()) {
            announce(known.get());
            return known;
        }
        var emittedAt = Instant.ofEpochMilli(chain.emittedAtMs(beaconRound));
        while (clock.instant().isBefore(emittedAt)) {
            if (!clock.instant().isBefore(until)) {
                return Optional.empty();
            }
            pause(WAIT_STEP);
        }
        do {
            var obtained = ask(chain, beaconRound);
            if (obtained.isPresent()) {
                return obtained;
            }
            pause(RETRY_STEP);
        } while (clock.instant().isBefore(until));
        return Optional.empty();
    }

    /**
     * Asks for a round shortly before its time by our clock, once. Nobody has it then, unless our
     * clock is behind, and who waits for its time would never learn that; the watchers hear of it.
     *
     * @return how far our clock is behind at least, ms; 0 when it is not known to be
     */
    long ahead(BeaconChain chain, long beaconRound) {
        long emittedAtMs = chain.emittedAtMs(beaconRound);
        while (clock.millis() < emittedAtMs - AHEAD.toMillis()) {
            pause(WAIT_STEP);
        }
        // A relay may hold its answer until the round is there.
        return ask(chain, beaconRound).isPresent() ? Math.max(0, emittedAtMs - clock.millis()) : 0;
    }

    /** Drops what nobody will ask for again. */
    void forgetOld() {
        beacons.forgetOld();
    }

    private Optional<VerifiedBeacon> ask(BeaconChain chain, long beaconRound) {
        if (!relays.allowed(chain)) {
            throw new IllegalStateException(
                    "the game draws from a beacon that the house can predict");
        }
        var key = keys.computeIfAbsent(chain.source(), _ -> new Beacon(chain.publicKey()));
        return relays.signature(beaconRound, signature -> key.verify(beaconRound, signature))
                .map(signature -> {
                    var beacon = new VerifiedBeacon(chain.source(), beaconRound, signature);
                    beacons.store(beacon);
                    announce(beacon);
                    return beacon;
                });
    }

    /** Tells the watchers of a round that is newer than all before it. */
    private void announce(VerifiedBeacon beacon) {
        announcing.lock();
        try {
            var before = newest.get(beacon.source());
            if (before == null || before.beaconRound() < beacon.beaconRound()) {
                newest.put(beacon.source(), beacon);
                verified.onNext(beacon);
            }
        } finally {
            announcing.unlock();
        }
    }

    private static void pause(Duration step) {
        try {
            Thread.sleep(step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a beacon", e);
        }
    }
}
