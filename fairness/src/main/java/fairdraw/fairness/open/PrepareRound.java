package fairdraw.fairness.open;

import fairdraw.fairness.batch.Batch;
import fairdraw.fairness.batch.ConfirmBatches;
import fairdraw.fairness.batch.PgBatches;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.record.RecordSigner;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/** Publishes what a round promises before it opens, if its batch was final on chain by then. */
@Singleton
public class PrepareRound {

    // A round opens by 250 ms after its time, or not at all (spec 4.1).
    private static final Duration LATEST = Duration.ofMillis(250);

    private final PgGames games;
    private final PgBatches batches;
    private final ConfirmBatches confirm;
    private final PgOpenings openings;
    private final PgDatabase database;
    private final RecordSigner signer;
    private final InstantSource clock;

    PrepareRound(
            PgGames games,
            PgBatches batches,
            ConfirmBatches confirm,
            PgOpenings openings,
            PgDatabase database,
            RecordSigner signer,
            InstantSource clock) {
        this.games = games;
        this.batches = batches;
        this.confirm = confirm;
        this.openings = openings;
        this.database = database;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * The opening of the round; asked again, the same one.
     *
     * @throws RefusedException when the batch is not final, or it is too late
     */
    public Opening prepare(String slug, long round, Bytes tableHash, Instant confirmBy) {
        var game = games.playable(slug);
        if (openings.skipped(database, slug, round).isPresent()) {
            throw refused(RefusalCode.PAST_OPENING, "it is skipped");
        }
        var made = openings.find(game, round);
        if (made.isPresent()) {
            return same(made.get(), tableHash, confirmBy);
        }
        long openAtMs = game.schedule().openAtMs(round);
        if (clock.millis() > openAtMs + LATEST.toMillis()) {
            throw refused(RefusalCode.PAST_OPENING, "it opened at " + at(openAtMs));
        }
        if (confirmBy.toEpochMilli() <= openAtMs
                || confirmBy.toEpochMilli() >= game.beaconAtMs(round)) {
            throw refused(
                    RefusalCode.INVALID_FIELD,
                    "confirm_by_ms is not between the opening and the beacon");
        }
        var batch = finalBatch(game, round, openAtMs);
        var opening = opening(game, batch, round, tableHash, confirmBy);
        database.transaction(transaction -> {
            if (openings.skipped(transaction, slug, round).isPresent()) {
                throw refused(RefusalCode.PAST_OPENING, "it is skipped");
            }
            openings.insert(transaction, game, opening);
            return round;
        });
        return same(openings.require(game, round), tableHash, confirmBy);
    }

    private Batch finalBatch(Game game, long round, long openAtMs) {
        long number = game.registration().identity().batchOf(round);
        var batch =
                batches.find(game.slug(), number)
                        .filter(found -> confirm.holds(game, found))
                        // Final only after the opening is too late for a verifier, too.
                        .filter(found -> found.finalAt().orElseThrow().toEpochMilli() <= openAtMs);
        return batch.orElseThrow(() ->
                refused(
                        RefusalCode.BATCH_NOT_FINAL,
                        "batch " + number + " is not final on the chain"));
    }

    private Opening opening(
            Game game, Batch batch, long round, Bytes tableHash, Instant confirmBy) {
        var registration = game.registration();
        int index = registration.identity().indexOf(round);
        var document = new LinkedHashMap<String, Object>();
        document.put("v", 1);
        document.put("type", "opening");
        document.put("chainId", registration.chainId());
        document.put("contract", registration.contract().hex0x());
        document.put("gameId", registration.identity().gameId().hex());
        document.put("roundId", round);
        document.put("batch", batch.number());
        document.put("index", index);
        document.put("openAt", at(game.schedule().openAtMs(round)));
        document.put("closeAt", at(game.schedule().closeAtMs(round)));
        document.put("confirmBy", at(confirmBy.toEpochMilli()));
        document.put("tableHash", tableHash.hex());
        document.put("seedHash", batch.leaves().get(index).hex());
        document.put(
                "proof", MerkleTree.path(batch.leaves(), index).stream().map(Bytes::hex).toList());
        document.put("root", batch.root().hex());
        document.put("source", registration.beacon().source().hex());
        document.put("beaconRound", game.beaconRound(round));
        document.put("beaconAt", at(game.beaconAtMs(round)));
        var signed = signer.sign(document);
        return new Opening(
                round, batch, index, tableHash, confirmBy, signed.json(), signed.signature());
    }

    private static Opening same(Opening made, Bytes tableHash, Instant confirmBy) {
        if (!made.tableHash().equals(tableHash) || !made.confirmBy().equals(confirmBy)) {
            throw refused(
                    RefusalCode.INVALID_FIELD,
                    "the round is prepared with another table or confirm_by_ms");
        }
        return made;
    }

    private static String at(long ms) {
        return RecordSigner.time(ms);
    }

    private static RefusedException refused(RefusalCode code, String detail) {
        return Refusal.of(code, "round", detail).toException();
    }
}
