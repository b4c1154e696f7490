package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import java.util.List;
import java.util.Optional;

/**
 * Everything public about one round, as it was read and before any of it is believed.
 *
 * @param devBeaconAllowed whether a beacon that the house can predict is a warning only
 * @param chain empty when the record is checked by itself
 * @param previous the record before this one
 * @param opening what was signed when the round opened
 * @param seal what was signed when its bets were fixed
 * @param otherHash the hash of this round's record in a second place, if one was named
 * @param batchRecords the records of the batch, in order of rounds, once they are anchored
 */
record RoundEvidence(
        boolean devBeaconAllowed,
        GameRegistration registration,
        Optional<OnChain> chain,
        SignedRecord signed,
        Optional<SignedRecord> previous,
        Optional<SignedDocument> opening,
        Optional<SignedDocument> seal,
        Optional<Bytes> otherHash,
        List<Listed> batchRecords) {

    RoundEvidence {
        batchRecords = List.copyOf(batchRecords);
    }

    /** A record by itself, with the registration that goes with it. */
    static RoundEvidence offline(
            boolean devBeaconAllowed, GameRegistration registration, SignedRecord signed) {
        return new RoundEvidence(
                devBeaconAllowed,
                registration,
                Optional.empty(),
                signed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    RoundRecord record() {
        return signed.record();
    }

    RoundRecord.Opening opened() {
        return signed.record().opening();
    }

    /** A record in the list of a batch: all that the anchored root needs of it. */
    record Listed(long round, Bytes recordHash) {}
}
