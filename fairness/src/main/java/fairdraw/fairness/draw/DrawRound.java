package fairdraw.fairness.draw;

import fairdraw.fairness.beacon.ObtainBeacon;
import fairdraw.fairness.beacon.VerifiedBeacon;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.open.Opening;
import fairdraw.fairness.open.PgOpenings;
import fairdraw.fairness.seal.PgSeals;
import fairdraw.fairness.seed.OpenMaster;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Derivation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Computes the numbers of a sealed round from its seed and its beacon. Before the seal and before
 * the verified beacon the seed stays encrypted.
 */
@Singleton
public class DrawRound {

    private final PgGames games;
    private final PgOpenings openings;
    private final PgSeals seals;
    private final PgDraws draws;
    private final ObtainBeacon beacons;
    private final OpenMaster seeds;
    private final PgDatabase database;
    private final InstantSource clock;

    DrawRound(
            PgGames games,
            PgOpenings openings,
            PgSeals seals,
            PgDraws draws,
            ObtainBeacon beacons,
            OpenMaster seeds,
            PgDatabase database,
            InstantSource clock) {
        this.games = games;
        this.openings = openings;
        this.seals = seals;
        this.draws = draws;
        this.beacons = beacons;
        this.seeds = seeds;
        this.database = database;
        this.clock = clock;
    }

    /**
     * The round's draw; asked again, the same one.
     *
     * @param patience how long to wait for the beacon
     * @throws RefusedException before the seal, and when the beacon does not come in that time
     */
    public Drawn draw(String slug, long round, Duration patience) {
        var game = games.playable(slug);
        var opening = openings.require(game, round);
        var made = draws.find(database, slug, round);
        if (made.isPresent()) {
            return made.get();
        }
        if (seals.find(database, slug, round).isEmpty()) {
            throw Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException();
        }
        var beacon =
                beacons.obtain(
                                game.registration().beacon(),
                                game.beaconRound(round),
                                clock.instant().plus(patience))
                        .orElseThrow(() -> Refusal.of(RefusalCode.BEACON_NOT_YET).toException());
        draws.insert(database, slug, round, compute(game, opening, beacon));
        return draws.find(database, slug, round).orElseThrow();
    }

    private Drawn compute(Game game, Opening opening, VerifiedBeacon beacon) {
        int outcome =
                seeds.withSeed(
                        game,
                        opening.round(),
                        opening.seedHash(),
                        "draw",
                        seed -> outcome(game, opening.round(), seed, beacon));
        return new Drawn(outcome, beacon.beaconRound(), beacon.signature());
    }

    private static int outcome(Game game, long round, byte[] seed, VerifiedBeacon beacon) {
        var registration = game.registration();
        byte[] key =
                Derivation.key(
                        seed,
                        registration.domain(),
                        round,
                        beacon.source(),
                        beacon.beaconRound(),
                        Derivation.entropy(beacon.signature()),
                        Derivation.NO_EXTRA);
        try {
            return Derivation.outcome(key, registration.identity().space().outcomes());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
