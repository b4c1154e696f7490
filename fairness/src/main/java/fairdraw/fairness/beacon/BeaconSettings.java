package fairdraw.fairness.beacon;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which beacon, and where it is read. */
@ConfigMapping(prefix = "fairdraw.beacon")
interface BeaconSettings {

    /** Relays in drand's HTTP shape; each answer is verified, so that none is trusted. */
    List<URI> urls();

    /** The beacon's id; quicknet, or dev where a development beacon is allowed. */
    Optional<String> id();

    /** Whether the house may draw from a beacon that it can predict. Never in production. */
    boolean allowDev();

    /** The deadline of one request. */
    Duration timeout();
}
