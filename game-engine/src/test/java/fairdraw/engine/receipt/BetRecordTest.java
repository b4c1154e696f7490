package fairdraw.engine.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import fairdraw.engine.player.Player;
import fairdraw.engine.player.Pseudonyms;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.MerkleTree;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BetRecordTest {

    private static final BetRecord RECORD =
            new BetRecord(
                    Bytes.hex("aa".repeat(32)),
                    1234,
                    new UUID(0x1234_5678_9abc_7defL, 0x8000_0000_0000_0001L),
                    0,
                    "demo",
                    "00112233445566778899aabbccddeeff",
                    "STRAIGHT",
                    "472",
                    100,
                    "EUR",
                    Bytes.hex("bb".repeat(32)));

    @Test
    void the_record_is_canonical_json_with_whole_numbers_as_text() {
        var expected =
                "{\"currency\":\"EUR\",\"gameId\":\""
                        + "aa".repeat(32)
                        + "\",\"index\":\"0\",\"market\":\"STRAIGHT\",\"operator\":\"demo\","
                        + "\"playerPseudonym\":\"00112233445566778899aabbccddeeff\","
                        + "\"round\":\"1234\",\"selection\":\"472\",\"stake\":\"100\","
                        + "\"tableHash\":\""
                        + "bb".repeat(32)
                        + "\",\"ticket\":\""
                        + RECORD.ticket()
                        + "\",\"v\":\"1\"}";
        assertEquals(expected, RECORD.json());
    }

    @Test
    void sequence_numbers_are_gapless_and_heads_are_chained() {
        var chain = new LeafChain(new Domain(Bytes.zero(32)), 1234);
        var first = chain.append(RECORD, Bytes.zero(16));
        var second = chain.append(RECORD, Bytes.zero(16));
        assertEquals(0, first.sequence());
        assertEquals(1, second.sequence());
        assertNotEquals(first.leaf(), second.leaf());
        assertEquals(Derivation.head(Derivation.FIRST_HEAD, first.leaf()), first.head());
        assertEquals(Derivation.head(first.head(), second.leaf()), second.head());
        assertEquals(MerkleTree.root(List.of(first.leaf(), second.leaf())), chain.root());
    }

    @Test
    void a_copy_grows_on_its_own() {
        var chain = new LeafChain(new Domain(Bytes.zero(32)), 1234);
        chain.append(RECORD, Bytes.zero(16));
        var copy = chain.copy();
        var root = copy.root();
        chain.append(RECORD, Bytes.zero(16));
        assertEquals(1, copy.size());
        assertEquals(root, copy.root());
    }

    @Test
    void a_pseudonym_needs_the_key_and_tells_operators_apart() {
        var names = new Pseudonyms(new byte[32]);
        byte[] other = new byte[32];
        other[0] = 1;
        var ann = new Player("demo", "ann");
        assertEquals(names.of(ann), names.of(ann));
        assertNotEquals(names.of(ann), names.of(new Player("demo2", "ann")));
        assertNotEquals(names.of(ann), new Pseudonyms(other).of(ann));
    }
}
