package fairdraw.pf1;

import java.util.Map;

/**
 * A game as fairness publishes it at {@code /v1/games/{game}}: what the contract holds of it, and
 * the keys that sign for it. A verifier recomputes gameId and domain and compares the rest with the
 * chain. Its JSON:
 *
 * <pre>
 * game           slug                     gameId, domain  32 bytes     outcomes   M
 * kind           DIGITS | COMBINATION     parameters      {name: number}
 * schedule       {originMs, periodMs, betMs, gapMs}       depth        number
 * source         32 bytes                 devSource       boolean
 * beacon         {publicKey: 96 bytes, genesisS, periodS}
 * chain          {chainId, contract: 0x + 40 digits, confirmations, committer: 0x + 40 digits}
 * recordKey      32 bytes, Ed25519        receiptKey      32 bytes, Ed25519
 * </pre>
 */
public record GameRegistration(
        String game,
        GameIdentity identity,
        BeaconChain beacon,
        long chainId,
        Bytes contract,
        long confirmations,
        Bytes committer,
        Bytes recordKey,
        Bytes receiptKey) {

    private static final int KEY_BYTES = 32;

    public GameRegistration {
        if (!identity.source().equals(beacon.source())) {
            throw new IllegalArgumentException("the game draws from another beacon");
        }
    }

    /** The game's domain. */
    public Domain domain() {
        return Domain.of(chainId, contract, identity.gameId());
    }

    /** The canonical JSON. */
    public String json() {
        return Json.canonicalText(
                Map.ofEntries(
                        Map.entry("game", game),
                        Map.entry("gameId", identity.gameId().hex()),
                        Map.entry("domain", domain().hash().hex()),
                        Map.entry("outcomes", outcomes()),
                        Map.entry("kind", identity.space().kind()),
                        Map.entry("parameters", identity.space().parameters()),
                        Map.entry("schedule", GameIdentity.scheduleMap(identity.schedule())),
                        Map.entry("depth", identity.depth()),
                        Map.entry("source", identity.source().hex()),
                        Map.entry("devSource", beacon.dev()),
                        Map.entry("beacon", beaconMap()),
                        Map.entry("chain", chainMap()),
                        Map.entry("recordKey", recordKey.hex()),
                        Map.entry("receiptKey", receiptKey.hex())));
    }

    /**
     * Reads that JSON; further fields are ignored.
     *
     * @throws MalformedException if a field is missing or wrong, or gameId or domain do not follow
     *     from the others
     */
    public static GameRegistration parse(String json) {
        var object = Json.parse(json);
        try {
            var registration = read(object);
            require(object, "gameId", registration.identity.gameId());
            require(object, "domain", registration.domain().hash());
            require("outcomes", object.number("outcomes") == registration.outcomes());
            require("devSource", object.truth("devSource") == registration.beacon.dev());
            return registration;
        } catch (MalformedException malformed) {
            throw malformed;
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new MalformedException("", String.valueOf(wrong.getMessage()));
        }
    }

    private static GameRegistration read(JsonObject object) {
        var schedule = object.object("schedule");
        var source = object.bytes("source", Digest.HASH_BYTES);
        var beacon = object.object("beacon");
        var chain = object.object("chain");
        return new GameRegistration(
                object.text("game"),
                new GameIdentity(
                        OutcomeSpace.of(object.text("kind"), object.numbers("parameters")),
                        new Schedule(
                                schedule.number("originMs"),
                                schedule.number("periodMs"),
                                schedule.number("betMs"),
                                schedule.number("gapMs")),
                        object.integer("depth"),
                        source),
                new BeaconChain(
                        source,
                        beacon.number("genesisS"),
                        beacon.number("periodS"),
                        beacon.bytes("publicKey", Beacon.PUBLIC_KEY_BYTES)),
                chain.number("chainId"),
                chain.bytes("contract", Domain.CONTRACT_BYTES),
                chain.number("confirmations"),
                chain.bytes("committer", Domain.CONTRACT_BYTES),
                object.bytes("recordKey", KEY_BYTES),
                object.bytes("receiptKey", KEY_BYTES));
    }

    private long outcomes() {
        return identity.space().outcomes();
    }

    private static void require(String name, boolean follows) {
        if (!follows) {
            throw new MalformedException(name, "does not follow from the rest");
        }
    }

    private static void require(JsonObject object, String name, Bytes computed) {
        if (!object.bytes(name, Digest.HASH_BYTES).equals(computed)) {
            throw new MalformedException(name, "does not follow from the rest: " + computed);
        }
    }

    private Map<String, Object> beaconMap() {
        return Map.of(
                "publicKey", beacon.publicKey().hex(),
                "genesisS", beacon.genesisS(),
                "periodS", beacon.periodS());
    }

    private Map<String, Object> chainMap() {
        return Map.of(
                "chainId",
                chainId,
                "contract",
                contract.hex0x(),
                "confirmations",
                confirmations,
                "committer",
                committer.hex0x());
    }
}
