package fairdraw.fairness.game;

import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * A game of this service.
 *
 * @param registration what it is for ever, on the chain and in public
 * @param registeredAt when the chain was first seen to hold it
 * @param halted why nothing may happen to it any more
 */
public record Game(
        GameRegistration registration, Optional<Instant> registeredAt, Optional<String> halted) {

    /** The slug. */
    public String slug() {
        return registration.game();
    }

    /** The clock of its rounds. */
    public Schedule schedule() {
        return registration.identity().schedule();
    }

    /** rho(r), the one beacon round that decides a round. */
    public long beaconRound(long round) {
        return registration.beacon().beaconRound(schedule(), round);
    }

    /** When rho(r) is emitted, ms since the epoch. */
    public long beaconAtMs(long round) {
        return registration.beacon().emittedAtMs(beaconRound(round));
    }

    /** The first round of a batch. */
    public long firstRound(long batch) {
        return batch << registration.identity().depth();
    }

    /** The last round of a batch. */
    public long lastRound(long batch) {
        return firstRound(batch + 1) - 1;
    }
}
