package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import java.time.Instant;
import java.util.function.Function;

/** What the chain fixed before the round and after its batch. */
final class ChainSteps {

    private static final long SECOND_MS = 1000;
    private static final String NO_CHAIN = "no chain was asked";

    private final RoundEvidence evidence;
    private final GameRegistration game;
    private final RoundRecord.Opening opening;

    ChainSteps(RoundEvidence evidence) {
        this.evidence = evidence;
        this.game = evidence.registration();
        this.opening = evidence.opened();
    }

    Finding game() {
        return asked(chain -> game(chain.contract(), chain.chainId(), chain.game(), game));
    }

    static Finding game(Bytes trusted, long chainId, ChainGame chain, GameRegistration game) {
        if (!trusted.equals(game.contract()) || chainId != game.chainId()) {
            return Finding.failed(
                    "the game names contract "
                            + game.contract().hex0x()
                            + " on chain "
                            + game.chainId()
                            + ", you trust "
                            + trusted.hex0x()
                            + " on chain "
                            + chainId);
        }
        if (!chain.registered()) {
            return Finding.failed("the contract knows no game " + game.identity().gameId());
        }
        var differing = chain.differences(game);
        return Finding.when(
                        differing.isEmpty(),
                        "game "
                                + game.identity().gameId()
                                + " is registered with this clock, beacon and"
                                + " signing keys; a change would be another game",
                        "the published game differs from what the contract holds in "
                                + String.join(", ", differing))
                .with("gameId", game.identity().gameId())
                .with("contract", game.contract().hex0x())
                .with("domain", game.domain().hash());
    }

    Finding committed() {
        return asked(this::committed);
    }

    private Finding committed(OnChain chain) {
        var batch = chain.batch();
        if (batch.committedAtS() == 0) {
            return Finding.failed("batch " + opening.batch() + " is not on chain");
        }
        if (batch.badLeaf()) {
            return Finding.failed("it was proven on chain that the batch holds a false seed hash");
        }
        long finalS = chain.finalAtS().orElse(Long.MAX_VALUE / SECOND_MS);
        if (chain.blockAtS().map(it -> it != batch.committedAtS()).orElse(false)) {
            return Finding.failed(
                    "block " + batch.committedBlock() + " is not of the time of the commit");
        }
        long finalMs = Math.multiplyExact(finalS, SECOND_MS);
        return Finding.when(
                        finalMs <= opening.openAtMs(),
                        "batch "
                                + opening.batch()
                                + " was committed in block "
                                + batch.committedBlock()
                                + " and had "
                                + chain.game().confirmations()
                                + " confirmations "
                                + (opening.openAtMs() - finalMs) / SECOND_MS
                                + " s before the round opened",
                        "batch "
                                + opening.batch()
                                + ", committed "
                                + Instant.ofEpochSecond(batch.committedAtS())
                                + ", was not final when the round opened")
                .with("root", batch.root())
                .with("masterHash", batch.masterHash());
    }

    Finding seedHash() {
        if (evidence.chain().isEmpty()) {
            return Finding.notChecked(
                    "the seed hash leads to a root, and no chain was asked whether it is there");
        }
        return asked(chain ->
                Finding.when(
                                MerkleTree.included(
                                        chain.batch().root(),
                                        game.identity().batchRounds(),
                                        opening.seedHash(),
                                        opening.index(),
                                        opening.proof()),
                                "the seed hash is leaf "
                                        + opening.index()
                                        + " of the root on chain",
                                "the proof of the seed hash does not lead to the root on chain")
                        .with("leaf", opening.seedHash())
                        .with("index", opening.index())
                        .with("proof", opening.proof())
                        .with("root", chain.batch().root()));
    }

    Finding master() {
        return asked(this::master);
    }

    private Finding master(OnChain chain) {
        if (chain.batch().revealedAtS() == 0 && chain.batch().slashed()) {
            return Finding.warning("the house hid the master past its deadline and lost its bond");
        }
        if (chain.batch().revealedAtS() == 0) {
            return Finding.notYet("the master is revealed when every round of the batch is over");
        }
        if (chain.master().isEmpty()) {
            return Finding.failed("the contract says that the master is out, but no event has it");
        }
        Bytes master = chain.master().orElseThrow();
        Bytes hash = Derivation.masterHash(master.toArray(), game.domain(), opening.batch());
        if (!hash.equals(chain.batch().masterHash())) {
            return Finding.failed("the revealed master does not have the committed hash");
        }
        byte[] seed = Derivation.seed(master.toArray(), game.domain(), opening.round());
        if (!Derivation.seedLeaf(game.domain(), opening.round(), seed).equals(opening.seedHash())) {
            return Finding.failed("the round's seed does not follow from the batch's master");
        }
        var finding =
                chain.batch().slashed()
                        ? Finding.warning("the master came too late: the house lost its bond")
                        : Finding.ok(
                                "the master revealed on chain has the committed hash, and the seed"
                                        + " follows from it");
        return finding.with("master", master).with("masterHash", hash);
    }

    Finding anchored() {
        return asked(this::anchored);
    }

    private Finding anchored(OnChain chain) {
        if (!chain.batch().anchored()) {
            return Finding.notYet("the records are anchored at the end of the batch");
        }
        var listed = evidence.batchRecords();
        var leaves =
                listed.stream()
                        .map(it ->
                                Derivation.recordLeaf(game.domain(), it.round(), it.recordHash()))
                        .toList();
        var own = new RoundEvidence.Listed(opening.round(), evidence.record().hash());
        return Finding.when(
                        listed.contains(own)
                                && MerkleTree.root(leaves).equals(chain.batch().recordsRoot()),
                        "this record is one of "
                                + leaves.size()
                                + " whose root is anchored on chain",
                        "the published records of the batch do not have the root anchored on chain")
                .with("recordsRoot", chain.batch().recordsRoot());
    }

    private Finding asked(Function<OnChain, Finding> step) {
        return evidence.chain().map(step).orElseGet(() -> Finding.notChecked(NO_CHAIN));
    }
}
