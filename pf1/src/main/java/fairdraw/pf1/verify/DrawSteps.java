package fairdraw.pf1.verify;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.RoundRecord;

/** The draw done again: from the clock to the beacon, from seed and beacon to the numbers. */
final class DrawSteps {

    private final RoundEvidence evidence;
    private final GameRegistration game;
    private final RoundRecord.Opening opening;

    DrawSteps(RoundEvidence evidence) {
        this.evidence = evidence;
        this.game = evidence.registration();
        this.opening = evidence.opened();
    }

    Finding network() {
        return network(game.beacon(), evidence.devBeaconAllowed());
    }

    static Finding network(BeaconChain beacon, boolean devAllowed) {
        if (beacon.dev()) {
            String words = "DEV BEACON: the house can predict this game's numbers";
            return devAllowed
                    ? Finding.warning(words)
                    : Finding.failed(words + "; --allow-dev-beacon takes it for a test");
        }
        return Finding.when(
                        beacon.equals(BeaconChain.QUICKNET),
                        "drand quicknet, which no single party can predict",
                        "an unknown beacon: " + beacon.source())
                .with("source", beacon.source())
                .with("publicKey", beacon.publicKey());
    }

    Finding beaconRound() {
        long computed = game.beacon().beaconRound(game.identity().schedule(), opening.round());
        long emitted = game.beacon().emittedAtMs(computed);
        long contract = evidence.chain().map(OnChain::beaconRound).orElse(computed);
        return Finding.when(
                        computed == opening.beaconRound() && computed == contract,
                        "number "
                                + computed
                                + ", emitted "
                                + (emitted - opening.closeAtMs())
                                + " ms after the close, follows from the clock alone"
                                + agreed(),
                        "the clock gives beacon "
                                + computed
                                + ", the record names "
                                + opening.beaconRound()
                                + ", the contract "
                                + contract)
                .with("openAtMs", opening.openAtMs())
                .with("beaconRound", computed);
    }

    Finding beacon(RoundRecord.Drawn drawn) {
        if (!new Beacon(game.beacon().publicKey())
                .verify(opening.beaconRound(), drawn.beaconSignature())) {
            return Finding.failed("the beacon's signature is not that of its network")
                    .with("beaconSignature", drawn.beaconSignature());
        }
        return Finding.when(
                        Derivation.entropy(drawn.beaconSignature()).equals(drawn.entropy()),
                        "the signature of beacon " + opening.beaconRound() + " is genuine",
                        "the entropy is not the hash of the beacon's signature")
                .with("beaconSignature", drawn.beaconSignature())
                .with("entropy", drawn.entropy());
    }

    Finding seed(RoundRecord.Drawn drawn) {
        Bytes leaf = Derivation.seedLeaf(game.domain(), opening.round(), drawn.seed().toArray());
        boolean fits = leaf.equals(opening.seedHash());
        boolean agreed =
                evidence.chain()
                        .map(it -> it.answer().map(OnChain.Answer::seedFits).orElse(false))
                        .orElse(true);
        return Finding.when(
                        fits && agreed,
                        "the revealed seed has the seed hash of the opening" + agreed(),
                        fits
                                ? "the contract does not take the revealed seed"
                                : "the revealed seed does not have the seed hash of the opening")
                .with("seed", drawn.seed())
                .with("seedHash", leaf);
    }

    Finding numbers(RoundRecord.Drawn drawn) {
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
        long contract =
                evidence.chain()
                        .map(it -> it.answer().map(OnChain.Answer::outcome).orElse(-1L))
                        .orElse((long) outcome);
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
                                + ", recomputed from seed and beacon"
                                + agreed(),
                        "seed and beacon give "
                                + outcome
                                + " "
                                + space.numbers(outcome)
                                + ", the record says "
                                + drawn.outcome()
                                + " "
                                + drawn.numbers()
                                + ", the contract "
                                + contract)
                .with("key", Bytes.of(key))
                .with("outcomes", space.outcomes());
    }

    private String agreed() {
        return evidence.chain().isPresent() ? "; the contract agrees" : "";
    }
}
