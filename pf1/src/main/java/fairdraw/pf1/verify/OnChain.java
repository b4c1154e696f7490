package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import java.util.Optional;

/**
 * What the chain says about a round, at its newest final block.
 *
 * @param contract the contract that the reader trusts
 * @param blockAtS the time of the block that holds the commit; empty if it is not final
 * @param finalAtS when the commit had the confirmations that the game asks for; empty if not yet
 * @param answer what the contract makes of the revealed seed; empty without one
 * @param master the revealed master of the batch
 */
record OnChain(
        Bytes contract,
        long chainId,
        ChainGame game,
        ChainBatch batch,
        Optional<Long> blockAtS,
        Optional<Long> finalAtS,
        long beaconRound,
        Optional<Answer> answer,
        Optional<Bytes> master) {

    /** The contract's own views, computed in Solidity. */
    record Answer(boolean seedFits, long outcome) {}
}
