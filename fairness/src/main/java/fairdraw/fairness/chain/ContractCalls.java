package fairdraw.fairness.chain;

import static java.math.BigInteger.valueOf;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** Encodes what the house writes to the contract. */
@Singleton
public class ContractCalls {

    private static final String BURN = "0x0000000000000000000000000000000000000000";
    private static final Bytes NO_ESCROW = Bytes.zero(32);

    private final FairDraw contract;

    ContractCalls(ChainNode node) {
        this.contract = node.contract();
    }

    /** The transaction that makes the game known, without a bond. */
    public ContractCall registerGame(GameRegistration game, Duration revealWindow) {
        var identity = game.identity();
        var schedule = identity.schedule();
        var rules =
                new FairDraw.Rules(
                        game.committer().hex0x(),
                        valueOf(schedule.originMs()),
                        valueOf(schedule.periodMs()),
                        valueOf(schedule.betMs()),
                        valueOf(schedule.gapMs()),
                        valueOf(identity.space().outcomes()),
                        valueOf(game.beacon().genesisS()),
                        valueOf(game.beacon().periodS()),
                        valueOf(revealWindow.toSeconds()),
                        valueOf(identity.depth()),
                        valueOf(game.confirmations()),
                        identity.source().toArray(),
                        game.recordKey().toArray(),
                        game.receiptKey().toArray(),
                        BURN);
        return call(
                "register:" + game.game(),
                contract.registerGame(identity.gameId().toArray(), rules, BigInteger.ZERO));
    }

    /** The transaction that promises a batch. */
    public ContractCall commitBatch(
            GameRegistration game, long batch, Bytes root, Bytes masterHash) {
        return call(
                "commit:" + game.game() + ":" + batch,
                contract.commitBatch(
                        game.identity().gameId().toArray(),
                        valueOf(batch),
                        root.toArray(),
                        masterHash.toArray(),
                        NO_ESCROW.toArray()));
    }

    /** The transaction that publishes a batch's master: from here on it is no secret. */
    public ContractCall revealBatch(GameRegistration game, long batch, byte[] master) {
        return call(
                "reveal:" + game.game() + ":" + batch,
                contract.revealBatch(game.identity().gameId().toArray(), valueOf(batch), master));
    }

    /** The transaction that anchors the records of a batch. */
    public ContractCall anchorRecords(GameRegistration game, long batch, Bytes recordsRoot) {
        return call(
                "anchor:" + game.game() + ":" + batch,
                contract.anchorRecords(
                        game.identity().gameId().toArray(), valueOf(batch), recordsRoot.toArray()));
    }

    private static ContractCall call(
            String purpose, RemoteFunctionCall<TransactionReceipt> encoded) {
        return new ContractCall(purpose, Bytes.hex(encoded.encodeFunctionCall()), BigInteger.ZERO);
    }
}
