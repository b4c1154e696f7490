package fairdraw.pf1.verify;

import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is public about rounds: the house's publications and the chain. What rounds share is
 * read once. Not safe for several threads.
 */
final class ReadRound {

    private final Publications publications;
    private final ChainReader chain;
    private final boolean devBeaconAllowed;
    private final GameRegistration registration;
    private final ChainGame game;
    private ChainReader.@Nullable BatchOnChain batch;
    private List<RoundEvidence.Listed> batchRecords = List.of();
    private @Nullable SignedRecord last;

    ReadRound(Publications publications, ChainReader chain, boolean devBeaconAllowed) {
        this.publications = publications;
        this.chain = chain;
        this.devBeaconAllowed = devBeaconAllowed;
        this.registration = publications.registration();
        var gameId = registration.identity().gameId();
        this.game = chain.game(gameId);
        if (!game.registered()) {
            throw new UnreadableException(
                    "the contract " + chain.contract().hex0x() + " knows no game " + gameId);
        }
    }

    GameRegistration registration() {
        return registration;
    }

    /** The evidence of a round; empty if its record is not published. */
    Optional<RoundEvidence> find(long round) {
        return publications.record(round).map(this::read);
    }

    /** The evidence of a round whose record is published. */
    RoundEvidence read(long round) {
        return find(round)
                .orElseThrow(() ->
                        new UnreadableException(
                                "no record of round "
                                        + round
                                        + " is published (yet): it is running, was skipped or is"
                                        + " to come"));
    }

    /** The evidence of a record that was given. */
    RoundEvidence read(SignedRecord signed) {
        var opening = signed.record().opening();
        var onChain = batch(opening.batch());
        var evidence =
                new RoundEvidence(
                        devBeaconAllowed,
                        registration,
                        Optional.of(chain.round(game, onChain, signed.record())),
                        signed,
                        previous(signed.record()),
                        publications.opening(opening.round()),
                        publications.seal(opening.round()),
                        publications.otherHash(opening.round()),
                        batchRecords);
        last = signed;
        return evidence;
    }

    /** What the chain says about a batch of the game. */
    ChainReader.BatchOnChain batch(long number) {
        if (batch == null || batch.number() != number) {
            batch = chain.read(registration.identity().gameId(), game, number);
            long rounds = registration.identity().batchRounds();
            long first = Math.multiplyExact(number, rounds);
            batchRecords =
                    batch.batch().anchored()
                            ? publications.list(first, Math.addExact(first, rounds))
                            : List.of();
        }
        return batch;
    }

    /** The records of the batch that was read last, once they are anchored. */
    List<RoundEvidence.Listed> batchRecords() {
        return batchRecords;
    }

    /** What the chain says about the game. */
    ChainGame game() {
        return game;
    }

    private Optional<SignedRecord> previous(RoundRecord record) {
        long before = record.skippedFrom().orElse(record.opening().round()) - 1;
        if (before < 0) {
            return Optional.empty();
        }
        if (last != null && last.record().opening().round() == before) {
            return Optional.of(last);
        }
        return publications.record(before);
    }
}
