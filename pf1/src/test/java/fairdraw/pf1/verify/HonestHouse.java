package fairdraw.pf1.verify;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.DevBeaconKey;
import fairdraw.pf1.Domain;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.Schedule;
import fairdraw.pf1.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A house that plays one batch of eight rounds by the book; tests then tamper with it. */
final class HonestHouse {

    static final long BATCH = 2;
    static final int ROUNDS = 8;
    private static final long ORIGIN_MS = 1_760_000_000_000L;
    private static final byte[] SECRET = new byte[32];

    final DevBeaconKey beaconKey = DevBeaconKey.of(new byte[32]);
    final BeaconChain beacon = BeaconChain.dev(beaconKey.publicKey(), ORIGIN_MS / 1000, 3);
    final GameIdentity identity =
            new GameIdentity(
                    new OutcomeSpace.Digits(3),
                    new Schedule(ORIGIN_MS, 10_000, 6_000, 1_000),
                    3,
                    beacon.source());
    final Bytes contract = Bytes.hex("5fbdb2315678afecb367f032d93f642f64180aa3");
    final GameRegistration registration =
            new GameRegistration(
                    "digits-3",
                    identity,
                    beacon,
                    31337,
                    contract,
                    4,
                    Bytes.of(new byte[20]),
                    publicKey(),
                    publicKey());
    final Domain domain = registration.domain();
    final byte[] master = Derivation.hash(new byte[] {42}).toArray();
    final List<Bytes> leaves = new ArrayList<>();
    final List<SignedRecord> records = new ArrayList<>();

    HonestHouse() {
        for (int i = 0; i < ROUNDS; i++) {
            long round = first() + i;
            byte[] seed = Derivation.seed(master, domain, round);
            leaves.add(Derivation.seedLeaf(domain, round, seed));
        }
        Bytes previous = RoundRecord.NO_PREVIOUS;
        for (int i = 0; i < ROUNDS; i++) {
            var signed = sign(record(i, previous));
            records.add(signed);
            previous = signed.recordHash();
        }
    }

    static long first() {
        return BATCH * ROUNDS;
    }

    /** Everything about a round after its batch is over. */
    RoundEvidence evidence(int index) {
        var signed = records.get(index);
        return evidence(
                signed, index == 0 ? Optional.empty() : Optional.of(records.get(index - 1)));
    }

    RoundEvidence evidence(SignedRecord signed, Optional<SignedRecord> previous) {
        var recordsRoot = MerkleTree.root(records.stream().map(it -> it.record().leaf()).toList());
        long committedS = ORIGIN_MS / 1000;
        return new RoundEvidence(
                registration,
                contract,
                31337,
                chainGame(),
                new ChainBatch(
                        MerkleTree.root(leaves),
                        Derivation.masterHash(master, domain, BATCH),
                        7,
                        committedS,
                        committedS + 1_000,
                        recordsRoot),
                Optional.of(committedS + 4),
                beacon.beaconRound(identity.schedule(), signed.record().opening().round()),
                contractAnswer(signed.record()),
                signed,
                Optional.of(Bytes.of(master)),
                previous,
                records);
    }

    ChainGame chainGame() {
        var schedule = identity.schedule();
        return new ChainGame(
                Bytes.hex("01".repeat(20)),
                schedule.originMs(),
                schedule.periodMs(),
                schedule.betMs(),
                schedule.gapMs(),
                1000,
                beacon.genesisS(),
                beacon.periodS(),
                3,
                4,
                beacon.source(),
                publicKey(),
                publicKey());
    }

    RoundRecord record(int index, Bytes previous) {
        long round = first() + index;
        var opening = opening(index);
        return new RoundRecord(
                opening,
                Optional.of(
                        new RoundRecord.Seal(opening.openAtMs() + 6_450, MerkleTree.EMPTY_ROOT, 0)),
                List.of(),
                drawn(round, opening.beaconRound()),
                // The rounds of the batches before never opened.
                index == 0 ? OptionalLong.of(0) : OptionalLong.empty(),
                List.of(RoundRecord.DEV_BEACON),
                previous);
    }

    RoundRecord.Opening opening(int index) {
        long round = first() + index;
        var schedule = identity.schedule();
        return new RoundRecord.Opening(
                31337,
                contract,
                identity.gameId(),
                round,
                BATCH,
                index,
                schedule.openAtMs(round),
                schedule.closeAtMs(round),
                Derivation.hash(new byte[] {1}),
                leaves.get(index),
                MerkleTree.path(leaves, index),
                beacon.source(),
                beacon.beaconRound(schedule, round),
                Derivation.NO_EXTRA);
    }

    /** The draw of a round by any beacon round, the right one or another. */
    RoundRecord.Drawn drawn(long round, long beaconRound) {
        var signature = beaconKey.sign(beaconRound);
        byte[] seed = Derivation.seed(master, domain, round);
        var entropy = Derivation.entropy(signature);
        byte[] key =
                Derivation.key(
                        seed,
                        domain,
                        round,
                        beacon.source(),
                        beaconRound,
                        entropy,
                        Derivation.NO_EXTRA);
        int outcome = Derivation.outcome(key, 1000);
        return new RoundRecord.Drawn(
                signature, entropy, Bytes.of(seed), outcome, identity.space().numbers(outcome));
    }

    static SignedRecord sign(RoundRecord record) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SECRET, 0, record.hash().toArray(), 0, 32, signature, 0);
        return record.signed(Bytes.of(signature));
    }

    boolean verifies(long round, Bytes signature) {
        return new Beacon(beacon.publicKey()).verify(round, signature);
    }

    private Optional<RoundEvidence.ContractAnswer> contractAnswer(RoundRecord record) {
        return record.end() instanceof RoundRecord.Drawn drawn
                ? Optional.of(new RoundEvidence.ContractAnswer(true, drawn.outcome()))
                : Optional.empty();
    }

    private static Bytes publicKey() {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(SECRET, 0, key, 0);
        return Bytes.of(key);
    }
}
