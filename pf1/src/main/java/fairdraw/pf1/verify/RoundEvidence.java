package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.SignedRecord;
import java.util.List;
import java.util.Optional;

/**
 * Everything public about one round, as it was read and before any of it is believed.
 *
 * @param contract the contract that the reader trusts
 * @param finalAtS when the commit had the confirmations that the game asks for; empty if not yet
 * @param contractAnswer what the contract makes of the revealed seed
 * @param master the revealed master of the batch
 * @param previous the record before this one
 * @param batchRecords the published records of the batch, in order of rounds, once it is anchored
 */
record RoundEvidence(
        GameRegistration registration,
        Bytes contract,
        long chainId,
        ChainGame game,
        ChainBatch batch,
        Optional<Long> finalAtS,
        long contractBeaconRound,
        Optional<ContractAnswer> contractAnswer,
        SignedRecord signed,
        Optional<Bytes> master,
        Optional<SignedRecord> previous,
        List<SignedRecord> batchRecords) {

    RoundEvidence {
        batchRecords = List.copyOf(batchRecords);
    }

    /** The contract's own views, computed in Solidity. */
    record ContractAnswer(boolean seedFits, long outcome) {}
}
