package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class RoundRecordTest {

    private static final byte[] SECRET = new byte[32];
    private static final Bytes KEY = publicKey();

    @Test
    void what_was_written_is_read_again() {
        var signed = signed(record(drawn()));
        var read = SignedRecord.parse(signed.json());
        assertEquals(signed, read);
        assertTrue(read.hashFits());
        assertTrue(read.signedBy(KEY));
        assertFalse(read.signedBy(Bytes.zero(32)));
        assertEquals(signed.json(), read.json());
    }

    @Test
    void a_voided_round_has_a_reason_and_no_numbers() {
        var voided =
                new RoundRecord(
                        record(drawn()).opening(),
                        Optional.empty(),
                        List.of(),
                        new RoundRecord.Voided("the beacon network is dead"),
                        OptionalLong.of(9),
                        List.of(),
                        RoundRecord.NO_PREVIOUS);
        var json = signed(voided).json();
        assertFalse(
                json.contains("numbers") || json.contains("betRoot") || json.contains("seed\""));
        assertEquals(voided, SignedRecord.parse(json).record());
    }

    @Test
    void every_changed_field_shows_in_the_hash() {
        var json = signed(record(drawn())).json();
        for (var change :
                Map.of(
                                "\"outcome\":472", "\"outcome\":471",
                                "\"betCount\":3", "\"betCount\":2",
                                "\"roundId\":12", "\"roundId\":13",
                                ":26.481Z", ":26.482Z",
                                "\"flags\":[\"DEV_BEACON\"]", "\"flags\":[]")
                        .entrySet()) {
            assertTrue(json.contains(change.getKey()), change.getKey());
            var changed = SignedRecord.parse(json.replace(change.getKey(), change.getValue()));
            assertFalse(changed.hashFits(), change.getKey());
        }
    }

    @Test
    void malformed_records_are_refused_with_the_field() {
        var json = signed(record(drawn())).json();
        refused("outcome", json.replace("\"outcome\":472", "\"outcome\":\"x\""));
        refused("outcome", json.replace("\"outcome\":472", "\"outcome\":-1"));
        refused("outcome", json.replace("\"outcome\":472", "\"outcome\":4.72"));
        refused("outcome", json.replace("\"outcome\":472,", ""));
        refused("state", json.replace("SETTLED", "WON"));
        refused("sealAt", json.replace(":26.481Z", ":26Z"));
        refused("stake", json.replace("\"v\":1", "\"stake\":1,\"v\":1"));
        refused("gameId", json.replace("\"gameId\":\"0", "\"gameId\":\""));
        refused("", json.replace("\"v\":1", "\"v\":1,\"v\":1"));
        refused("", json + "{}");
        refused("", "[".repeat(10_000));
        refused("", "");
    }

    @Test
    void the_leaf_depends_on_the_game() {
        var here = record(drawn());
        var there =
                RoundRecord.read(
                        Json.parse(
                                signed(here).json().replace("\"chainId\":31337", "\"chainId\":1")));
        assertNotEquals(here.leaf(), there.leaf());
    }

    @Test
    void a_registration_is_read_again_and_its_ids_must_follow() {
        var beacon = BeaconChain.dev(DevBeaconKey.of(new byte[32]).publicKey(), 1_000, 1);
        var identity =
                new GameIdentity(
                        new OutcomeSpace.Digits(3),
                        new Schedule(60_000, 10_000, 6_000, 1_000),
                        3,
                        beacon.source());
        var game =
                new GameRegistration(
                        "digits-3",
                        identity,
                        beacon,
                        31337,
                        Bytes.zero(20),
                        4,
                        Bytes.zero(20),
                        KEY,
                        KEY);
        assertEquals(game, GameRegistration.parse(game.json()));
        var other = game.json().replace("\"depth\":3", "\"depth\":4");
        var refusal = assertThrows(MalformedException.class, () -> GameRegistration.parse(other));
        assertEquals("gameId", refusal.field());
        assertEquals(
                "{\"depth\":3,\"kind\":\"DIGITS\",\"parameters\":{\"digits\":3},\"schedule\":"
                        + "{\"betMs\":6000,\"gapMs\":1000,\"originMs\":60000,\"periodMs\":10000},"
                        + "\"source\":\""
                        + beacon.source()
                        + "\"}",
                new String(identity.canonical(), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(2, identity.batchOf(17));
        assertEquals(1, identity.indexOf(17));
    }

    @Test
    void numbers_past_2_to_the_53_are_written_as_text() {
        assertEquals("{\"n\":9007199254740991}", Json.canonicalText(Map.of("n", (1L << 53) - 1)));
        assertEquals("{\"n\":\"9007199254740992\"}", Json.canonicalText(Map.of("n", 1L << 53)));
        assertEquals(1L << 53, Json.parse("{\"n\":\"9007199254740992\"}").number("n"));
    }

    private static void refused(String field, String json) {
        var refusal = assertThrows(MalformedException.class, () -> SignedRecord.parse(json));
        assertEquals(field, refusal.field());
    }

    static RoundRecord.Drawn drawn() {
        return new RoundRecord.Drawn(
                Bytes.zero(48), Bytes.zero(32), Bytes.zero(32), 472, List.of(4, 7, 2));
    }

    static RoundRecord record(RoundRecord.End end) {
        return new RoundRecord(
                new RoundRecord.Opening(
                        31337,
                        Bytes.zero(20),
                        Bytes.zero(32),
                        12,
                        1,
                        4,
                        1_760_000_000_000L,
                        1_760_000_006_000L,
                        Bytes.zero(32),
                        Bytes.zero(32),
                        List.of(Bytes.zero(32)),
                        Bytes.zero(32),
                        99,
                        Derivation.NO_EXTRA),
                Optional.of(new RoundRecord.Seal(1_760_000_006_481L, Bytes.zero(32), 3)),
                List.of(new RoundRecord.SealAck("demo", "v1,abc")),
                end,
                OptionalLong.empty(),
                List.of(RoundRecord.DEV_BEACON),
                RoundRecord.NO_PREVIOUS);
    }

    private static SignedRecord signed(RoundRecord record) {
        var signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SECRET, 0, record.hash().toArray(), 0, 32, signature, 0);
        return record.signed(Bytes.of(signature));
    }

    private static Bytes publicKey() {
        var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(SECRET, 0, key, 0);
        return Bytes.of(key);
    }
}
