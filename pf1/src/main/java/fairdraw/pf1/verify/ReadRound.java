package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is public about a round: the house's publications and the chain. */
final class ReadRound {

    private final HttpReader http;
    private final ChainReader chain;
    private final String gameAddress;

    /**
     * {@code fairness} is the base address of the house's publications, without a slash at the end.
     */
    ReadRound(HttpReader http, ChainReader chain, String fairness, String game) {
        this.http = http;
        this.chain = chain;
        this.gameAddress = fairness + "/v1/games/" + game;
    }

    /** The evidence of a round whose record is published. */
    RoundEvidence read(long round) {
        return read(
                published(round)
                        .orElseThrow(() ->
                                new UnreadableException(
                                        "no record of round "
                                                + round
                                                + " is published (yet): it is running, was"
                                                + " skipped or is to come")));
    }

    /** The evidence of a record that was given. */
    RoundEvidence read(SignedRecord signed) {
        var registration = registration();
        var gameId = registration.identity().gameId();
        var record = signed.record();
        var opening = record.opening();
        var game = chain.game(gameId);
        if (!game.registered()) {
            throw new UnreadableException(
                    "the contract " + chain.contract().hex0x() + " knows no game " + gameId);
        }
        var batch = chain.batch(gameId, opening.batch());
        return new RoundEvidence(
                registration,
                chain.contract(),
                chain.chainId(),
                game,
                batch,
                chain.finalBlockTimeS(batch.committedBlock() + game.confirmations()),
                chain.beaconRoundOf(gameId, opening.round()),
                contractAnswer(gameId, record),
                signed,
                batch.revealedAtS() == 0
                        ? Optional.empty()
                        : chain.master(gameId, opening.batch(), batch.committedBlock()),
                previous(record),
                batch.anchored() ? batchRecords(registration, opening) : List.of());
    }

    private GameRegistration registration() {
        try {
            return http.get(gameAddress)
                    .map(GameRegistration::parse)
                    .orElseThrow(
                            () -> new UnreadableException("there is no game at " + gameAddress));
        } catch (MalformedException malformed) {
            throw new UnreadableException(
                    gameAddress + " is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private Optional<SignedRecord> published(long round) {
        String address = gameAddress + "/rounds/" + round + "/record";
        try {
            return http.get(address).map(SignedRecord::parse);
        } catch (MalformedException malformed) {
            throw new UnreadableException(
                    address + " is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private Optional<SignedRecord> previous(RoundRecord record) {
        long before = record.skippedFrom().orElse(record.opening().round()) - 1;
        return before < 0 ? Optional.empty() : published(before);
    }

    private List<SignedRecord> batchRecords(
            GameRegistration registration, RoundRecord.Opening opening) {
        long rounds = registration.identity().batchRounds();
        long first = opening.batch() * rounds;
        var records = new ArrayList<SignedRecord>();
        for (long round = first; round < first + rounds; round++) {
            // A round that never opened has no record and no leaf.
            published(round).ifPresent(records::add);
        }
        return records;
    }

    private Optional<RoundEvidence.ContractAnswer> contractAnswer(
            Bytes gameId, RoundRecord record) {
        long round = record.opening().round();
        return switch (record.end()) {
            case RoundRecord.Drawn drawn ->
                    Optional.of(
                            new RoundEvidence.ContractAnswer(
                                    chain.verifySeed(
                                            gameId, round, drawn.seed(), record.opening().proof()),
                                    chain.outcome(
                                            gameId, round, drawn.seed(), drawn.beaconSignature())));
            case RoundRecord.Voided _ -> Optional.empty();
        };
    }
}
