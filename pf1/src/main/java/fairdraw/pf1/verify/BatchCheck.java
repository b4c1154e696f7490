package fairdraw.pf1.verify;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleFrontier;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import java.util.SequencedMap;

/** A whole batch: all its seeds from the master on chain, all its records under the anchor. */
final class BatchCheck {

    private final ReadRound reader;
    private final GameRegistration game;
    private final boolean devBeaconAllowed;
    private final Bytes contract;
    private final ChainReader.BatchOnChain onChain;
    private final long first;

    BatchCheck(ReadRound reader, Bytes contract, boolean devBeaconAllowed, long number) {
        this.reader = reader;
        this.game = reader.registration();
        this.devBeaconAllowed = devBeaconAllowed;
        this.contract = contract;
        this.first = Math.multiplyExact(number, game.identity().batchRounds());
        this.onChain = reader.batch(number);
    }

    /** Every step up to the first that failed. */
    SequencedMap<String, Finding> run() {
        return new Steps()
                .add(
                        "game on chain",
                        () -> ChainSteps.game(contract, onChain.chainId(), reader.game(), game))
                .add("beacon network", () -> DrawSteps.network(game.beacon(), devBeaconAllowed))
                .add("commitment", this::committed)
                .add("master", this::master)
                .add("seeds", this::seeds)
                .add("records", this::records)
                .add("anchored records", this::anchored)
                .run();
    }

    private Finding committed() {
        var batch = onChain.batch();
        if (batch.committedAtS() == 0) {
            return Finding.failed("batch " + onChain.number() + " is not on chain");
        }
        return Finding.when(
                        !batch.badLeaf(),
                        "rounds "
                                + first
                                + ".."
                                + last()
                                + ", committed in block "
                                + batch.committedBlock(),
                        "it was proven on chain that the batch holds a false seed hash")
                .with("root", batch.root())
                .with("masterHash", batch.masterHash());
    }

    private Finding master() {
        if (onChain.batch().revealedAtS() == 0) {
            return onChain.batch().slashed()
                    ? Finding.warning("the house hid the master and lost its bond")
                    : Finding.notYet("the master is revealed when every round is over");
        }
        if (onChain.master().isEmpty()) {
            return Finding.failed("the contract says that the master is out, but no event has it");
        }
        Bytes master = onChain.master().orElseThrow();
        return Finding.when(
                        Derivation.masterHash(master.toArray(), game.domain(), onChain.number())
                                .equals(onChain.batch().masterHash()),
                        "the master revealed on chain has the committed hash",
                        "the revealed master does not have the committed hash")
                .with("master", master);
    }

    private Finding seeds() {
        if (onChain.master().isEmpty()) {
            return Finding.notYet("all seeds follow from the master, which is not out");
        }
        byte[] master = onChain.master().orElseThrow().toArray();
        var tree = new MerkleFrontier();
        for (long round = first; round <= last(); round++) {
            byte[] seed = Derivation.seed(master, game.domain(), round);
            tree.append(Derivation.seedLeaf(game.domain(), round, seed));
        }
        return Finding.when(
                        tree.root().equals(onChain.batch().root()),
                        "all " + tree.size() + " seed hashes follow from the master",
                        "the seeds that follow from the master do not have the committed root")
                .with("root", tree.root());
    }

    private Finding records() {
        int settled = 0;
        int voided = 0;
        int none = 0;
        for (long round = first; round <= last(); round++) {
            var evidence = reader.find(round);
            if (evidence.isEmpty()) {
                none++;
                continue;
            }
            var worst = new RoundCheck(evidence.get()).run().lastEntry();
            if (worst.getValue().failed()) {
                return Finding.failed(
                        "round " + round + ", " + worst.getKey() + ": " + worst.getValue().words());
            }
            switch (evidence.get().record().end()) {
                case RoundRecord.Drawn _ -> settled++;
                case RoundRecord.Voided _ -> voided++;
            }
        }
        return Finding.ok(
                settled
                        + " rounds verified step by step, "
                        + voided
                        + " voided, "
                        + none
                        + " without a record (never opened, or not over)");
    }

    private Finding anchored() {
        if (!onChain.batch().anchored()) {
            return Finding.notYet("the records are anchored at the end of the batch");
        }
        var leaves =
                reader.batchRecords().stream()
                        .map(it ->
                                Derivation.recordLeaf(game.domain(), it.round(), it.recordHash()))
                        .toList();
        return Finding.when(
                        MerkleTree.root(leaves).equals(onChain.batch().recordsRoot()),
                        leaves.size() + " records have the root that is anchored on chain",
                        "the published records do not have the root anchored on chain")
                .with("recordsRoot", onChain.batch().recordsRoot());
    }

    private long last() {
        return first + game.identity().batchRounds() - 1;
    }
}
