package fairdraw.fairness.beacon;

import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.pf1.Bytes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The verified rounds of the beacons. */
@Singleton
class PgBeacons {

    private static final String FIND =
            "select signature from beacon where source = $1 and beacon_round = $2";
    private static final String STORE =
            """
            insert into beacon (source, beacon_round, signature, verified_at)
            values ($1, $2, $3, $4) on conflict do nothing\
            """;

    // A draw keeps the signature that it used; this table only spares asking again.
    private static final Duration KEPT = Duration.ofHours(1);
    private static final String FORGET = "delete from beacon where verified_at < $1";

    private final PgDatabase database;
    private final InstantSource clock;

    PgBeacons(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<VerifiedBeacon> find(Bytes source, long beaconRound) {
        return database.row(FIND, source, beaconRound)
                .map(row -> new VerifiedBeacon(source, beaconRound, Pg.bytes(row, "signature")));
    }

    void forgetOld() {
        database.change(FORGET, clock.instant().minus(KEPT));
    }

    void store(VerifiedBeacon beacon) {
        database.change(
                STORE, beacon.source(), beacon.beaconRound(), beacon.signature(), clock.instant());
    }
}
