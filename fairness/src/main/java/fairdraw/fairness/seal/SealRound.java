package fairdraw.fairness.seal;

import fairdraw.fairness.beacon.ObtainBeacon;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.open.Opening;
import fairdraw.fairness.open.PgOpenings;
import fairdraw.fairness.record.RecordSigner;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Bytes;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;

/** Fixes the set of bets of a round, once, and signs it. */
@Singleton
public class SealRound {

    private final PgGames games;
    private final PgOpenings openings;
    private final PgSeals seals;
    private final ObtainBeacon beacons;
    private final PgDatabase database;
    private final RecordSigner signer;
    private final InstantSource clock;

    SealRound(
            PgGames games,
            PgOpenings openings,
            PgSeals seals,
            ObtainBeacon beacons,
            PgDatabase database,
            RecordSigner signer,
            InstantSource clock) {
        this.games = games;
        this.openings = openings;
        this.seals = seals;
        this.beacons = beacons;
        this.database = database;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Seals the round. The same bets again are answered with the first seal.
     *
     * @throws RefusedException when it is sealed with other bets, was skipped, or is not yet closed
     */
    public RoundSeal seal(
            String slug, long round, Bytes betRoot, long betCount, Bytes table, Instant asked) {
        var game = games.playable(slug);
        var opening = openings.require(game, round);
        return database.transaction(transaction -> {
            openings.lock(transaction, slug, round);
            var made = seals.find(transaction, slug, round);
            if (made.isPresent()) {
                if (made.get().sameBets(betRoot, betCount, table)) {
                    return made.get();
                }
                throw refused(RefusalCode.SEALED_OTHERWISE, "round", "sealed before");
            }
            check(opening, table, asked);
            if (openings.skipped(transaction, slug, round).isPresent()) {
                throw refused(RefusalCode.PAST_OPENING, "round", "it is skipped");
            }
            var seal = signed(game, round, betRoot, betCount, table, later(asked));
            seals.insert(transaction, slug, round, seal);
            return seal;
        });
    }

    /** A request may have been on its way for long: nobody had this seal before both clocks. */
    private Instant later(Instant asked) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(asked) ? asked : now;
    }

    private void check(Opening opening, Bytes table, Instant asked) {
        if (!opening.tableHash().equals(table)) {
            throw refused(RefusalCode.INVALID_FIELD, "table_hash", "not the table of the opening");
        }
        if (asked.isBefore(opening.confirmBy())) {
            throw refused(
                    RefusalCode.TOO_EARLY,
                    "sealed_at_ms",
                    "bets are confirmed until " + opening.confirmBy());
        }
    }

    private RoundSeal signed(
            Game game, long round, Bytes root, long count, Bytes table, Instant sealedAt) {
        boolean late = late(game, round, sealedAt);
        if (late) {
            Log.errorf("LATE SEAL game=%s round=%d", game.slug(), round);
        }
        var registration = game.registration();
        var document = new LinkedHashMap<String, Object>();
        document.put("v", 1);
        document.put("type", "seal");
        document.put("chainId", registration.chainId());
        document.put("contract", registration.contract().hex0x());
        document.put("gameId", registration.identity().gameId().hex());
        document.put("roundId", round);
        document.put("betRoot", root.hex());
        document.put("betCount", count);
        document.put("tableHash", table.hex());
        document.put("sealedAt", RecordSigner.time(sealedAt.toEpochMilli()));
        document.put("late", late);
        var signed = signer.sign(document);
        return new RoundSeal(root, count, table, sealedAt, late, signed.json(), signed.signature());
    }

    private boolean late(Game game, long round, Instant sealedAt) {
        return sealedAt.toEpochMilli() >= game.beaconAtMs(round)
                || beacons.newest(game.registration().beacon().source())
                        .map(beacon -> beacon.beaconRound() >= game.beaconRound(round))
                        .orElse(false);
    }

    private static RefusedException refused(RefusalCode code, String field, String detail) {
        return Refusal.of(code, field, detail).toException();
    }
}
