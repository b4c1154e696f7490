package fairdraw.pf1.verify;

import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.DevBeaconKey;
import fairdraw.pf1.Domain;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.Json;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.Schedule;
import fairdraw.pf1.SignedRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A house that plays one batch of eight rounds by the book; tests then tamper with it. It draws
 * from a beacon of its own, or from drand: then from the one beacon of the published vectors, and
 * its other rounds are void.
 */
final class HonestHouse {

    static final long BATCH = 2;
    static final int ROUNDS = 8;

    /** The one round of the batch that took bets. */
    static final int BETS_AT = 3;

    static final long ORIGIN_MS = 1_760_000_000_000L;
    private static final long DRAND_ROUND = 20_791_007;
    private static final long DRAND_ORIGIN_MS = 1_755_176_188_000L;
    private static final Bytes DRAND_SIGNATURE =
            Bytes.hex(
                    "8d2c8bbc37170dbacc5e280a21d4e195cff5f32a19fd6a58633fa4e4670478b5"
                            + "fb39bc13dd8f8c4372c5a76191198ac5");
    static final byte[] SECRET = new byte[32];

    final DevBeaconKey beaconKey = DevBeaconKey.of(new byte[32]);
    final long originMs;
    final BeaconChain beacon;
    final GameIdentity identity;
    final Bytes contract = Bytes.hex("5fbdb2315678afecb367f032d93f642f64180aa3");
    final GameRegistration registration;
    final Domain domain;
    final byte[] master = Derivation.hash(new byte[] {42}).toArray();
    final List<Bytes> leaves = new ArrayList<>();
    final List<SignedRecord> records = new ArrayList<>();
    final List<SignedDocument> openings = new ArrayList<>();
    final List<SignedDocument> seals = new ArrayList<>();
    final HonestBets bets;

    HonestHouse() {
        this(false);
    }

    static HonestHouse drand() {
        return new HonestHouse(true);
    }

    private HonestHouse(boolean drand) {
        originMs = drand ? DRAND_ORIGIN_MS : ORIGIN_MS;
        beacon =
                drand
                        ? BeaconChain.QUICKNET
                        : BeaconChain.dev(beaconKey.publicKey(), ORIGIN_MS / 1000, 3);
        identity =
                new GameIdentity(
                        new OutcomeSpace.Digits(3),
                        new Schedule(originMs, 10_000, 6_000, 1_000),
                        3,
                        beacon.source());
        registration =
                new GameRegistration(
                        "digits-3",
                        identity,
                        beacon,
                        31337,
                        contract,
                        4,
                        Bytes.hex("01".repeat(20)),
                        publicKey(),
                        publicKey());
        domain = registration.domain();
        bets = new HonestBets(domain, identity.gameId(), first() + BETS_AT);
        for (int i = 0; i < ROUNDS; i++) {
            long round = first() + i;
            byte[] seed = Derivation.seed(master, domain, round);
            leaves.add(Derivation.seedLeaf(domain, round, seed));
        }
        Bytes previous = RoundRecord.NO_PREVIOUS;
        for (int i = 0; i < ROUNDS; i++) {
            var signed = sign(record(i, previous));
            records.add(signed);
            openings.add(openingOf(signed.record()));
            seals.add(sealOf(signed.record()));
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
        int index = signed.record().opening().index();
        return new RoundEvidence(
                true,
                registration,
                Optional.of(onChain(signed.record())),
                signed,
                previous,
                Optional.of(openings.get(index)),
                signed.record().seal().map(_ -> sealOf(signed.record())),
                Optional.empty(),
                listed());
    }

    List<RoundEvidence.Listed> listed() {
        return records.stream()
                .map(it -> new RoundEvidence.Listed(it.record().opening().round(), it.recordHash()))
                .toList();
    }

    OnChain onChain(RoundRecord record) {
        return new OnChain(
                contract,
                31337,
                chainGame(),
                chainBatch(),
                Optional.of(originMs / 1000),
                Optional.of(originMs / 1000 + 4),
                beacon.beaconRound(identity.schedule(), record.opening().round()),
                contractAnswer(record),
                Optional.of(Bytes.of(master)));
    }

    ChainBatch chainBatch() {
        long committedS = originMs / 1000;
        return new ChainBatch(
                MerkleTree.root(leaves),
                Derivation.masterHash(master, domain, BATCH),
                7,
                committedS,
                committedS + 1_000,
                false,
                false,
                MerkleTree.root(records.stream().map(it -> it.record().leaf()).toList()));
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
                        new RoundRecord.Seal(
                                opening.openAtMs() + 6_450,
                                index == BETS_AT ? bets.root() : MerkleTree.EMPTY_ROOT,
                                index == BETS_AT ? bets.count() : 0)),
                List.of(),
                end(round, opening.beaconRound()),
                // The rounds of the batches before never opened.
                index == 0 ? OptionalLong.of(0) : OptionalLong.empty(),
                beacon.dev() ? List.of(RoundRecord.DEV_BEACON) : List.of(),
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
                HonestBets.tableHash(),
                leaves.get(index),
                MerkleTree.path(leaves, index),
                beacon.source(),
                beacon.beaconRound(schedule, round),
                Derivation.NO_EXTRA);
    }

    private RoundRecord.End end(long round, long beaconRound) {
        return beacon.dev() || beaconRound == DRAND_ROUND
                ? drawn(round, beaconRound)
                : new RoundRecord.Voided("this beacon was not recorded");
    }

    /** The draw of a round by any beacon round, the right one or another. */
    RoundRecord.Drawn drawn(long round, long beaconRound) {
        var signature = beacon.dev() ? beaconKey.sign(beaconRound) : DRAND_SIGNATURE;
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
        return record.signed(sign(record.hash().toArray()));
    }

    boolean verifies(long round, Bytes signature) {
        return new Beacon(beacon.publicKey()).verify(round, signature);
    }

    SignedDocument openingOf(RoundRecord record) {
        var opening = record.opening();
        var document = here("opening", opening);
        document.put("batch", opening.batch());
        document.put("index", opening.index());
        document.put("tableHash", opening.tableHash().hex());
        document.put("seedHash", opening.seedHash().hex());
        document.put("proof", opening.proof().stream().map(Bytes::hex).toList());
        document.put("source", opening.source().hex());
        document.put("beaconRound", opening.beaconRound());
        return sign(document);
    }

    SignedDocument sealOf(RoundRecord record) {
        var seal = record.seal().orElseThrow();
        var document = here("seal", record.opening());
        document.put("betRoot", seal.betRoot().hex());
        document.put("betCount", seal.betCount());
        document.put("tableHash", record.opening().tableHash().hex());
        document.put("sealedAt", RoundRecord.time(seal.sealedAtMs()));
        document.put("late", record.flags().contains(RoundRecord.LATE_SEAL));
        return sign(document);
    }

    static Bytes sign(byte[] message) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SECRET, 0, message, 0, message.length, signature, 0);
        return Bytes.of(signature);
    }

    private static Map<String, Object> here(String type, RoundRecord.Opening opening) {
        var document = new TreeMap<String, Object>();
        document.put("v", 1);
        document.put("type", type);
        document.put("chainId", opening.chainId());
        document.put("contract", opening.contract().hex0x());
        document.put("gameId", opening.gameId().hex());
        document.put("roundId", opening.round());
        return document;
    }

    private static SignedDocument sign(Map<String, Object> document) {
        byte[] text = Json.canonical(document);
        return new SignedDocument(new String(text, StandardCharsets.UTF_8), sign(text));
    }

    private Optional<OnChain.Answer> contractAnswer(RoundRecord record) {
        return record.end() instanceof RoundRecord.Drawn drawn
                ? Optional.of(new OnChain.Answer(true, drawn.outcome()))
                : Optional.empty();
    }

    static Bytes publicKey() {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(SECRET, 0, key, 0);
        return Bytes.of(key);
    }
}
