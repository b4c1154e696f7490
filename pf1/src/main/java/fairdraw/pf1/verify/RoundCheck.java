package fairdraw.pf1.verify;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** The steps of a verification, in the order in which each builds on those before (spec 4.8). */
final class RoundCheck {

    private static final long SECOND_MS = 1000;

    private final RoundEvidence evidence;
    private final GameRegistration game;
    private final RoundRecord.Opening opening;
    private final RoundRecord record;

    RoundCheck(RoundEvidence evidence) {
        this.evidence = evidence;
        this.game = evidence.registration();
        this.record = evidence.signed().record();
        this.opening = record.opening();
    }

    /** Every step up to the first that failed. */
    SequencedMap<String, Finding> run() {
        var steps = new LinkedHashMap<String, Supplier<Finding>>();
        steps.put("game on chain", this::gameOnChain);
        steps.put("beacon network", this::network);
        steps.put("record", this::recordHolds);
        steps.put("previous record", this::previous);
        steps.put("commitment", this::committed);
        steps.put("beacon round", this::beaconRound);
        steps.put("seed hash", this::seedHash);
        steps.put("seal", this::seal);
        switch (record.end()) {
            case RoundRecord.Drawn drawn -> {
                steps.put("beacon", () -> beacon(drawn));
                steps.put("seed", () -> seed(drawn));
                steps.put("numbers", () -> numbers(drawn));
            }
            case RoundRecord.Voided voided ->
                    steps.put("void", () -> Finding.warning("voided: " + voided.reason()));
        }
        steps.put("master", this::master);
        steps.put("anchored records", this::anchored);
        var findings = new LinkedHashMap<String, Finding>();
        for (var step : steps.entrySet()) {
            var finding = step.getValue().get();
            findings.put(step.getKey(), finding);
            if (finding.failed()) {
                return findings;
            }
        }
        return findings;
    }

    private Finding gameOnChain() {
        var chain = evidence.game();
        if (!evidence.contract().equals(game.contract()) || evidence.chainId() != game.chainId()) {
            return Finding.failed(
                    "the game names contract "
                            + game.contract().hex0x()
                            + " on chain "
                            + game.chainId()
                            + ", you trust "
                            + evidence.contract().hex0x()
                            + " on chain "
                            + evidence.chainId());
        }
        if (!chain.registered()) {
            return Finding.failed("the contract knows no game " + game.identity().gameId());
        }
        var schedule = game.identity().schedule();
        boolean same =
                chain.originMs() == schedule.originMs()
                        && chain.periodMs() == schedule.periodMs()
                        && chain.betMs() == schedule.betMs()
                        && chain.gapMs() == schedule.gapMs()
                        && chain.outcomes() == game.identity().space().outcomes()
                        && chain.depth() == game.identity().depth()
                        && chain.source().equals(game.identity().source())
                        && chain.beaconGenesisS() == game.beacon().genesisS()
                        && chain.beaconPeriodS() == game.beacon().periodS()
                        && chain.recordKey().equals(game.recordKey());
        return Finding.when(
                same,
                "game "
                        + game.identity().gameId()
                        + " is registered with this clock, beacon and"
                        + " signing key; a change would be another game",
                "the published game differs from what the contract holds: " + chain);
    }

    private Finding network() {
        if (game.beacon().dev()) {
            return Finding.warning("DEV BEACON: the house can predict this game's numbers");
        }
        return Finding.when(
                game.beacon().equals(BeaconChain.QUICKNET),
                "drand quicknet, which no single party can predict",
                "an unknown beacon: " + game.beacon().source());
    }

    private Finding recordHolds() {
        var signed = evidence.signed();
        if (!signed.hashFits()) {
            return Finding.failed("the record was changed: its hash is " + record.hash());
        }
        if (!signed.signedBy(evidence.game().recordKey())) {
            return Finding.failed("the record is not signed by the game's key on chain");
        }
        var identity = game.identity();
        boolean here =
                opening.chainId() == game.chainId()
                        && opening.contract().equals(game.contract())
                        && opening.gameId().equals(identity.gameId())
                        && opening.batch() == identity.batchOf(opening.round())
                        && opening.index() == identity.indexOf(opening.round())
                        && opening.openAtMs() == identity.schedule().openAtMs(opening.round())
                        && opening.closeAtMs() == identity.schedule().closeAtMs(opening.round())
                        && opening.source().equals(identity.source())
                        && opening.extra().equals(Derivation.NO_EXTRA);
        return Finding.when(
                here,
                "round "
                        + opening.round()
                        + ", opened "
                        + Instant.ofEpochMilli(opening.openAtMs())
                        + ", hash "
                        + signed.recordHash()
                        + ", signed by the game's key on chain",
                "the record speaks of another game, another clock or an extra input");
    }

    private Finding previous() {
        long before = record.skippedFrom().orElse(opening.round()) - 1;
        if (before < 0) {
            return Finding.when(
                    record.prevRecordHash().equals(RoundRecord.NO_PREVIOUS),
                    "this is the game's first record" + skipped(),
                    "the game's first record names one before it");
        }
        if (evidence.previous().isEmpty()) {
            return Finding.failed("it follows round " + before + ", whose record is not there");
        }
        var previous = evidence.previous().orElseThrow();
        boolean follows =
                previous.hashFits()
                        && previous.record().opening().round() == before
                        && previous.recordHash().equals(record.prevRecordHash());
        return Finding.when(
                follows,
                "chained to the record of round " + before + skipped(),
                "the record of round " + before + " is not the one that this one names");
    }

    private String skipped() {
        return record.skippedFrom().isPresent()
                ? "; rounds "
                        + record.skippedFrom().getAsLong()
                        + ".."
                        + (opening.round() - 1)
                        + " never opened"
                : "";
    }

    private Finding committed() {
        var batch = evidence.batch();
        if (batch.committedAtS() == 0) {
            return Finding.failed("batch " + opening.batch() + " is not on chain");
        }
        long finalMs = evidence.finalAtS().orElse(Long.MAX_VALUE / SECOND_MS) * SECOND_MS;
        return Finding.when(
                finalMs <= opening.openAtMs(),
                "batch "
                        + opening.batch()
                        + " was committed in block "
                        + batch.committedBlock()
                        + " and had "
                        + evidence.game().confirmations()
                        + " confirmations "
                        + (opening.openAtMs() - finalMs) / SECOND_MS
                        + " s before the round opened",
                "batch "
                        + opening.batch()
                        + ", committed "
                        + Instant.ofEpochSecond(batch.committedAtS())
                        + ", was not final when the round opened");
    }

    private Finding beaconRound() {
        long computed = game.beacon().beaconRound(game.identity().schedule(), opening.round());
        long emitted = game.beacon().emittedAtMs(computed);
        return Finding.when(
                computed == opening.beaconRound() && computed == evidence.contractBeaconRound(),
                "number "
                        + computed
                        + ", emitted "
                        + (emitted - opening.closeAtMs())
                        + " ms after the close, follows from the clock alone; the contract agrees",
                "the clock gives beacon "
                        + computed
                        + ", the record names "
                        + opening.beaconRound()
                        + ", the contract "
                        + evidence.contractBeaconRound());
    }

    private Finding seedHash() {
        return Finding.when(
                MerkleTree.included(
                        evidence.batch().root(),
                        game.identity().batchRounds(),
                        opening.seedHash(),
                        opening.index(),
                        opening.proof()),
                "the seed hash is leaf " + opening.index() + " of the root on chain",
                "the proof of the seed hash does not lead to the root on chain");
    }

    private Finding seal() {
        if (record.seal().isEmpty()) {
            return Finding.warning("the round was voided before its bets were sealed");
        }
        var seal = record.seal().orElseThrow();
        long early = game.beacon().emittedAtMs(opening.beaconRound()) - seal.sealedAtMs();
        boolean flagged = record.flags().contains(RoundRecord.LATE_SEAL);
        if (early <= 0) {
            return flagged
                    ? Finding.warning(
                            "the seal came "
                                    + -early
                                    + " ms after the beacon, and the"
                                    + " record says so")
                    : Finding.failed(
                            "the seal came "
                                    + -early
                                    + " ms after the beacon, and the"
                                    + " record hides it");
        }
        String witnesses =
                record.sealAcks().isEmpty()
                        ? "the time is the house's claim only"
                        : "witnessed by " + record.sealAcks().size() + " operators";
        return Finding.when(
                !flagged,
                seal.betCount()
                        + " bets under root "
                        + seal.betRoot()
                        + ", "
                        + early
                        + " ms before the beacon; "
                        + witnesses,
                "the record calls an early seal late");
    }

    private Finding beacon(RoundRecord.Drawn drawn) {
        if (!new Beacon(game.beacon().publicKey())
                .verify(opening.beaconRound(), drawn.beaconSignature())) {
            return Finding.failed("the beacon's signature is not that of its network");
        }
        return Finding.when(
                Derivation.entropy(drawn.beaconSignature()).equals(drawn.entropy()),
                "the signature of beacon " + opening.beaconRound() + " is genuine",
                "the entropy is not the hash of the beacon's signature");
    }

    private Finding seed(RoundRecord.Drawn drawn) {
        boolean fits =
                Derivation.seedLeaf(game.domain(), opening.round(), drawn.seed().toArray())
                        .equals(opening.seedHash());
        boolean agreed = evidence.contractAnswer().map(it -> it.seedFits()).orElse(false);
        return Finding.when(
                fits && agreed,
                "the revealed seed has the seed hash of the opening; the contract agrees",
                fits
                        ? "the contract does not take the revealed seed"
                        : "the revealed seed does not have the seed hash of the opening");
    }

    private Finding numbers(RoundRecord.Drawn drawn) {
        byte[] key =
                Derivation.key(
                        drawn.seed().toArray(),
                        game.domain(),
                        opening.round(),
                        opening.source(),
                        opening.beaconRound(),
                        drawn.entropy(),
                        opening.extra());
        var space = game.identity().space();
        int outcome = Derivation.outcome(key, space.outcomes());
        long contract = evidence.contractAnswer().map(it -> it.outcome()).orElse(-1L);
        boolean same =
                outcome == drawn.outcome()
                        && space.numbers(outcome).equals(drawn.numbers())
                        && outcome == contract;
        return Finding.when(
                same,
                "outcome "
                        + outcome
                        + ", numbers "
                        + space.numbers(outcome)
                        + ", recomputed from seed and beacon; the contract agrees",
                "seed and beacon give "
                        + outcome
                        + " "
                        + space.numbers(outcome)
                        + ", the record says "
                        + drawn.outcome()
                        + " "
                        + drawn.numbers()
                        + ", the contract "
                        + contract);
    }

    private Finding master() {
        if (evidence.batch().revealedAtS() == 0 || evidence.master().isEmpty()) {
            return Finding.notYet("the master is revealed when every round of the batch is over");
        }
        Bytes master = evidence.master().orElseThrow();
        Bytes hash = Derivation.masterHash(master.toArray(), game.domain(), opening.batch());
        if (!hash.equals(evidence.batch().masterHash())) {
            return Finding.failed("the revealed master does not have the committed hash");
        }
        byte[] seed = Derivation.seed(master.toArray(), game.domain(), opening.round());
        return Finding.when(
                Derivation.seedLeaf(game.domain(), opening.round(), seed)
                        .equals(opening.seedHash()),
                "the master revealed on chain has the committed hash, and the seed follows from it",
                "the round's seed does not follow from the batch's master");
    }

    private Finding anchored() {
        if (!evidence.batch().anchored()) {
            return Finding.notYet("the records are anchored at the end of the batch");
        }
        var leaves = evidence.batchRecords().stream().map(it -> it.record().leaf()).toList();
        boolean holds =
                evidence.batchRecords().stream().allMatch(SignedRecord::hashFits)
                        && evidence.batchRecords().contains(evidence.signed())
                        && MerkleTree.root(leaves).equals(evidence.batch().recordsRoot());
        return Finding.when(
                holds,
                "this record is one of " + leaves.size() + " whose root is anchored on chain",
                "the published records of the batch do not have the root anchored on chain");
    }
}
