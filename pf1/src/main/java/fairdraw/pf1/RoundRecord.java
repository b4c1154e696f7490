package fairdraw.pf1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the house publishes about a finished round (spec 4.8). Its JSON is one flat object,
 * canonical (RFC 8785), bytes in lower-case hexadecimal without prefix but for {@code contract},
 * times in RFC 3339 UTC with exactly three decimals, fields that do not apply left out:
 *
 * <pre>
 * v              1
 * chainId        number        contract     0x + 40 digits     gameId      32 bytes
 * roundId        number        batch        number             index       number
 * state          SETTLED | VOIDED
 * openAt         time          closeAt      time
 * tableHash      32 bytes      seedHash     32 bytes           proof       list of 32 bytes
 * source         32 bytes      beaconRound  number             extra       32 bytes
 * sealAt, betRoot, betCount    left out when the round was voided before its seal
 * sealAcks       list of {operator, signature}: the operators that acknowledged the seal
 * beaconSignature, entropy, seed, outcome, numbers             when SETTLED
 * reason                                                       when VOIDED
 * skippedFrom    the first of the rounds right before this one that never opened; else left out
 * flags          list of text, in order: DEV_BEACON, LATE_SEAL, SOFTWARE:version:source hash
 * prevRecordHash 32 bytes, zeros for the game's first record
 * recordHash     SHA-256 of the canonical JSON of all the others but signature
 * signature      64 bytes, Ed25519 of the game's record key over the 32 bytes of recordHash
 * </pre>
 */
public record RoundRecord(
        Opening opening,
        Optional<Seal> seal,
        List<SealAck> sealAcks,
        End end,
        OptionalLong skippedFrom,
        List<String> flags,
        Bytes prevRecordHash) {

    /** The flag of a round that was sealed at or after its beacon's time. */
    public static final String LATE_SEAL = "LATE_SEAL";

    /** The flag of a round drawn from a beacon that the house can predict. */
    public static final String DEV_BEACON = "DEV_BEACON";

    /** What the first record of a game names as the one before. */
    public static final Bytes NO_PREVIOUS = Bytes.zero(Digest.HASH_BYTES);

    private static final long VERSION = 1;

    public RoundRecord {
        sealAcks = List.copyOf(sealAcks);
        flags = flags.stream().distinct().sorted().toList();
        if (end instanceof Drawn && seal.isEmpty()) {
            throw new IllegalArgumentException("nothing is drawn without a seal");
        }
    }

    /** What was published when the round opened; times in ms since the epoch. */
    public record Opening(
            long chainId,
            Bytes contract,
            Bytes gameId,
            long round,
            long batch,
            int index,
            long openAtMs,
            long closeAtMs,
            Bytes tableHash,
            Bytes seedHash,
            List<Bytes> proof,
            Bytes source,
            long beaconRound,
            Bytes extra) {

        public Opening {
            proof = List.copyOf(proof);
        }

        /** The game's domain. */
        public Domain domain() {
            return Domain.of(chainId, contract, gameId);
        }
    }

    /** The bets that were in when the round closed. */
    public record Seal(long sealedAtMs, Bytes betRoot, long betCount) {}

    /** An operator's signed acknowledgement of the seal. */
    public record SealAck(String operator, String signature) {}

    /** How the round ended. */
    public sealed interface End {}

    /** With numbers. */
    public record Drawn(
            Bytes beaconSignature, Bytes entropy, Bytes seed, int outcome, List<Integer> numbers)
            implements End {

        public Drawn {
            numbers = List.copyOf(numbers);
        }
    }

    /** Without, for a published reason. */
    public record Voided(String reason) implements End {}

    /** A time in ms since the epoch as records write it. */
    public static String time(long ms) {
        return Rfc3339.text(ms);
    }

    /** SHA-256 of the canonical JSON without recordHash and signature. */
    public Bytes hash() {
        return Bytes.of(Digest.sha256(Json.canonical(fields())));
    }

    /** The leaf of this record in the tree that is anchored for its batch. */
    public Bytes leaf() {
        return Derivation.recordLeaf(opening.domain(), opening.round(), hash());
    }

    /** This record with its signature, which the game's record key made over {@link #hash()}. */
    public SignedRecord signed(Bytes signature) {
        return new SignedRecord(this, hash(), signature);
    }

    Map<String, Object> fields() {
        var fields = new TreeMap<String, Object>();
        fields.put("v", VERSION);
        fields.put("chainId", opening.chainId);
        fields.put("contract", opening.contract.hex0x());
        fields.put("gameId", opening.gameId.hex());
        fields.put("roundId", opening.round);
        fields.put("batch", opening.batch);
        fields.put("index", opening.index);
        fields.put("openAt", Rfc3339.text(opening.openAtMs));
        fields.put("closeAt", Rfc3339.text(opening.closeAtMs));
        fields.put("tableHash", opening.tableHash.hex());
        fields.put("seedHash", opening.seedHash.hex());
        fields.put("proof", opening.proof.stream().map(Bytes::hex).toList());
        fields.put("source", opening.source.hex());
        fields.put("beaconRound", opening.beaconRound);
        fields.put("extra", opening.extra.hex());
        seal.ifPresent(sealed -> {
            fields.put("sealAt", Rfc3339.text(sealed.sealedAtMs));
            fields.put("betRoot", sealed.betRoot.hex());
            fields.put("betCount", sealed.betCount);
        });
        fields.put("sealAcks", sealAcks.stream().map(RoundRecord::fields).toList());
        fields.putAll(fields(end));
        skippedFrom.ifPresent(round -> fields.put("skippedFrom", round));
        fields.put("flags", flags);
        fields.put("prevRecordHash", prevRecordHash.hex());
        return fields;
    }

    private static Map<String, Object> fields(SealAck ack) {
        return Map.of("operator", ack.operator, "signature", ack.signature);
    }

    private static Map<String, Object> fields(End end) {
        var fields = new LinkedHashMap<String, Object>();
        switch (end) {
            case Drawn drawn -> {
                fields.put("state", "SETTLED");
                fields.put("beaconSignature", drawn.beaconSignature.hex());
                fields.put("entropy", drawn.entropy.hex());
                fields.put("seed", drawn.seed.hex());
                fields.put("outcome", drawn.outcome);
                fields.put("numbers", drawn.numbers);
            }
            case Voided voided -> {
                fields.put("state", "VOIDED");
                fields.put("reason", voided.reason);
            }
        }
        return fields;
    }

    static RoundRecord read(JsonObject json) {
        if (json.number("v") != VERSION) {
            throw new MalformedException("v", "not version 1");
        }
        return new RoundRecord(
                readOpening(json),
                json.has("sealAt")
                        ? Optional.of(
                                new Seal(
                                        Rfc3339.ms("sealAt", json.text("sealAt")),
                                        json.bytes("betRoot", Digest.HASH_BYTES),
                                        json.number("betCount")))
                        : Optional.empty(),
                json.objects("sealAcks").stream()
                        .map(ack -> new SealAck(ack.text("operator"), ack.text("signature")))
                        .toList(),
                readEnd(json),
                json.optionalNumber("skippedFrom"),
                json.texts("flags"),
                json.bytes("prevRecordHash", Digest.HASH_BYTES));
    }

    private static Opening readOpening(JsonObject json) {
        return new Opening(
                json.number("chainId"),
                json.bytes("contract", Domain.CONTRACT_BYTES),
                json.bytes("gameId", Digest.HASH_BYTES),
                json.number("roundId"),
                json.number("batch"),
                json.integer("index"),
                Rfc3339.ms("openAt", json.text("openAt")),
                Rfc3339.ms("closeAt", json.text("closeAt")),
                json.bytes("tableHash", Digest.HASH_BYTES),
                json.bytes("seedHash", Digest.HASH_BYTES),
                json.bytesList("proof", Digest.HASH_BYTES),
                json.bytes("source", Digest.HASH_BYTES),
                json.number("beaconRound"),
                json.bytes("extra", Digest.HASH_BYTES));
    }

    private static End readEnd(JsonObject json) {
        return switch (json.text("state")) {
            case "SETTLED" ->
                    new Drawn(
                            json.bytes("beaconSignature", Beacon.SIGNATURE_BYTES),
                            json.bytes("entropy", Digest.HASH_BYTES),
                            json.bytes("seed", Digest.HASH_BYTES),
                            json.integer("outcome"),
                            json.integers("numbers"));
            case "VOIDED" -> new Voided(json.text("reason"));
            default -> throw new MalformedException("state", "neither SETTLED nor VOIDED");
        };
    }
}
