package fairdraw.fairness.record;

import fairdraw.fairness.draw.Drawn;
import fairdraw.fairness.draw.PgDraws;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.open.Opening;
import fairdraw.fairness.open.PgOpenings;
import fairdraw.fairness.seal.PgSealAcks;
import fairdraw.fairness.seal.PgSeals;
import fairdraw.fairness.seal.RoundSeal;
import fairdraw.fairness.seed.OpenMaster;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.DrawSoftware;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes the signed record of a finished round. Records form one chain in the order of rounds: a
 * round's record waits for those of all earlier rounds that opened.
 */
@Singleton
public class PublishRecord {

    /** Which software drew, in the record itself and thus under its signature and the anchor. */
    private static final String SOFTWARE = DrawSoftware.running().flag();

    private final PgGames games;
    private final PgOpenings openings;
    private final PgSeals seals;
    private final PgSealAcks acks;
    private final PgDraws draws;
    private final PgRecords records;
    private final OpenMaster seeds;
    private final RecordSigner signer;
    private final PgDatabase database;

    PublishRecord(
            PgGames games,
            PgOpenings openings,
            PgSeals seals,
            PgSealAcks acks,
            PgDraws draws,
            PgRecords records,
            OpenMaster seeds,
            RecordSigner signer,
            PgDatabase database) {
        this.games = games;
        this.openings = openings;
        this.seals = seals;
        this.acks = acks;
        this.draws = draws;
        this.records = records;
        this.seeds = seeds;
        this.signer = signer;
        this.database = database;
    }

    /** A record as it is public. */
    public record Published(Bytes recordHash, String json) {}

    /**
     * The record of a round that has its numbers; asked again, the same one.
     *
     * @throws RefusedException before its draw, or before the record of an earlier round
     */
    public Published settled(String slug, long round) {
        var game = games.playable(slug);
        var opening = openings.require(game, round);
        return publish(game, opening, "SETTLED", seal -> drawn(game, opening));
    }

    /**
     * The record of a round that will have no numbers; asked again, the same one.
     *
     * @param reason published
     * @throws RefusedException when it has its numbers, or before the record of an earlier round
     */
    public Published voided(String slug, long round, String reason) {
        var game = games.playable(slug);
        var opening = openings.require(game, round);
        return publish(
                game,
                opening,
                "VOIDED",
                _ -> {
                    if (draws.find(database, slug, round).isPresent()) {
                        throw refused(RefusalCode.SEALED_OTHERWISE, "the round has its numbers");
                    }
                    return new RoundRecord.Voided(reason);
                });
    }

    /** The published record of a round. */
    public Optional<String> find(String slug, long round) {
        return records.find(database, slug, round).map(PgRecords.Published::json);
    }

    /** How a round ended, worked out only when it is to be published. */
    private interface End {
        RoundRecord.End of(Optional<RoundSeal> seal);
    }

    private Published publish(Game game, Opening opening, String state, End end) {
        var made = records.find(database, game.slug(), opening.round());
        if (made.isPresent()) {
            return same(made.get(), state);
        }
        // The seed is decrypted before the lock, which then is held for a moment only.
        var seal = seals.find(database, game.slug(), opening.round());
        var ended = end.of(seal);
        return database.transaction(transaction -> {
            records.lock(transaction, game.slug());
            var meanwhile = records.find(transaction, game.slug(), opening.round());
            if (meanwhile.isPresent()) {
                return same(meanwhile.get(), state);
            }
            var signed = signed(transaction, game, opening, seal, ended);
            records.insert(transaction, game.slug(), state, signed);
            return new Published(signed.recordHash(), signed.json());
        });
    }

    private SignedRecord signed(
            Pg transaction,
            Game game,
            Opening opening,
            Optional<RoundSeal> seal,
            RoundRecord.End end) {
        if (openings.skipped(transaction, game.slug(), opening.round()).isPresent()) {
            throw refused(RefusalCode.PAST_OPENING, "the round is skipped");
        }
        var last = records.last(transaction, game.slug());
        long before = last.map(PgRecords.Last::round).orElse(-1L);
        var undecided = records.undecided(transaction, game.slug(), before, opening.round());
        if (undecided.isPresent()) {
            throw refused(RefusalCode.TOO_EARLY, "round " + undecided.get() + " comes before it");
        }
        var record =
                new RoundRecord(
                        published(game, opening),
                        seal.map(made ->
                                new RoundRecord.Seal(
                                        made.sealedAt().toEpochMilli(),
                                        made.betRoot(),
                                        made.betCount())),
                        seal.map(made -> witnesses(transaction, game, opening.round(), made))
                                .orElse(List.of()),
                        end,
                        opening.round() > before + 1
                                ? OptionalLong.of(before + 1)
                                : OptionalLong.empty(),
                        flags(game, seal),
                        last.map(PgRecords.Last::recordHash).orElse(RoundRecord.NO_PREVIOUS));
        return record.signed(signer.sign(record.hash()));
    }

    /** The operators that signed, by now, that they were shown this seal. */
    private List<RoundRecord.SealAck> witnesses(
            Pg transaction, Game game, long round, RoundSeal seal) {
        return acks.of(transaction, game.slug(), round).stream()
                .filter(kept -> kept.signed() && kept.ack().sealHash().equals(seal.hash()))
                .map(kept ->
                        new RoundRecord.SealAck(
                                kept.ack().operator(), kept.ack().signature().hex()))
                .toList();
    }

    private static RoundRecord.Opening published(Game game, Opening opening) {
        var registration = game.registration();
        return new RoundRecord.Opening(
                registration.chainId(),
                registration.contract(),
                registration.identity().gameId(),
                opening.round(),
                opening.batch().number(),
                opening.index(),
                game.schedule().openAtMs(opening.round()),
                game.schedule().closeAtMs(opening.round()),
                opening.tableHash(),
                opening.seedHash(),
                opening.proof(),
                registration.beacon().source(),
                game.beaconRound(opening.round()),
                Derivation.NO_EXTRA);
    }

    private RoundRecord.End drawn(Game game, Opening opening) {
        Drawn drawn =
                draws.find(database, game.slug(), opening.round())
                        .orElseThrow(
                                () -> refused(RefusalCode.TOO_EARLY, "the round is not drawn"));
        var seed = seeds.withSeed(game, opening.round(), opening.seedHash(), "reveal", Bytes::of);
        return new RoundRecord.Drawn(
                drawn.beaconSignature(),
                Derivation.entropy(drawn.beaconSignature()),
                seed,
                drawn.outcome(),
                game.registration().identity().space().numbers(drawn.outcome()));
    }

    private static List<String> flags(Game game, Optional<RoundSeal> seal) {
        var flags = new ArrayList<String>();
        flags.add(SOFTWARE);
        if (game.registration().beacon().dev()) {
            flags.add(RoundRecord.DEV_BEACON);
        }
        if (seal.map(RoundSeal::late).orElse(false)) {
            flags.add(RoundRecord.LATE_SEAL);
        }
        return flags;
    }

    private static Published same(PgRecords.Published made, String state) {
        if (!made.json().contains("\"state\":\"" + state + "\"")) {
            throw refused(RefusalCode.SEALED_OTHERWISE, "the round ended otherwise");
        }
        return new Published(made.recordHash(), made.json());
    }

    private static RefusedException refused(RefusalCode code, String detail) {
        return Refusal.of(code, "round", detail).toException();
    }
}
