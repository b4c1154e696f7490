package fairdraw.pf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BeaconTest {

    private static final long ROUND = 20_791_007;
    private static final Bytes SIGNATURE =
            Bytes.hex(
                    "8d2c8bbc37170dbacc5e280a21d4e195cff5f32a19fd6a58633fa4e4670478b5"
                            + "fb39bc13dd8f8c4372c5a76191198ac5");
    private static final Beacon QUICKNET = new Beacon(BeaconChain.QUICKNET.publicKey());

    @Test
    void a_real_beacon_of_quicknet_verifies() {
        assertTrue(QUICKNET.verify(ROUND, SIGNATURE));
    }

    @Test
    void the_signature_of_a_neighbour_round_does_not() {
        assertFalse(QUICKNET.verify(ROUND - 1, SIGNATURE));
        assertFalse(QUICKNET.verify(ROUND + 1, SIGNATURE));
        assertFalse(QUICKNET.verify(0, SIGNATURE));
        assertFalse(QUICKNET.verify(-1, SIGNATURE));
    }

    @Test
    void forged_bytes_are_refused() {
        for (int bit = 0; bit < 48 * 8; bit += 13) {
            byte[] forged = SIGNATURE.toArray();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(QUICKNET.verify(ROUND, Bytes.of(forged)), "bit " + bit);
        }
        assertFalse(QUICKNET.verify(ROUND, Bytes.zero(48)));
        assertFalse(QUICKNET.verify(ROUND, Bytes.zero(0)));
        byte[] neutral = new byte[48];
        neutral[0] = (byte) 0xc0;
        assertFalse(QUICKNET.verify(ROUND, Bytes.of(neutral)), "the neutral point");
    }

    @Test
    void a_public_key_that_is_no_key_is_refused() {
        byte[] neutral = new byte[96];
        neutral[0] = (byte) 0xc0;
        assertThrows(IllegalArgumentException.class, () -> new Beacon(Bytes.of(neutral)));
        assertThrows(IllegalArgumentException.class, () -> new Beacon(Bytes.zero(96)));
        assertThrows(IllegalArgumentException.class, () -> new Beacon(Bytes.zero(48)));
    }

    @Test
    void a_development_beacon_signs_for_itself_only() {
        var key = DevBeaconKey.of(new byte[32]);
        var signature = key.sign(7);
        assertTrue(new Beacon(key.publicKey()).verify(7, signature));
        assertFalse(new Beacon(key.publicKey()).verify(8, signature));
        assertFalse(QUICKNET.verify(7, signature), "another network's");
        assertEquals(key.publicKey(), DevBeaconKey.of(new byte[32]).publicKey());
        assertThrows(IllegalArgumentException.class, () -> DevBeaconKey.of(new byte[31]));
    }

    @Test
    void a_development_source_never_passes_for_quicknet() {
        var dev = BeaconChain.dev(DevBeaconKey.of(new byte[32]).publicKey(), 0, 1);
        assertTrue(dev.dev());
        assertFalse(BeaconChain.QUICKNET.dev());
        assertNotEquals(BeaconChain.QUICKNET.source(), dev.source());
        assertEquals(
                Bytes.hex("2b03426a44bcf07fddd73fda8c466acc9f1ed9c091c416cafe1afc6a0d0dcb88"),
                Beacon.devSource(Bytes.zero(96)));
    }

    @Test
    void the_beacon_of_a_round_is_the_first_one_at_or_after_the_gap() {
        var chain = BeaconChain.dev(DevBeaconKey.of(new byte[32]).publicKey(), 1_000, 3);
        assertEquals(1, chain.beaconRound(1_000_000 - 7_000, 6_000, 1_000));
        assertEquals(2, chain.beaconRound(1_000_001 - 7_000, 6_000, 1_000));
        assertEquals(2, chain.beaconRound(1_003_000 - 7_000, 6_000, 1_000));
        for (long open = 993_000; open < 1_020_000; open += 137) {
            long round = chain.beaconRound(open, 6_000, 1_000);
            assertTrue(chain.emittedAtMs(round) >= open + 7_000);
            assertTrue(chain.emittedAtMs(round) - 3_000 < open + 7_000);
        }
        assertThrows(
                IllegalArgumentException.class, () -> chain.beaconRound(990_000, 6_000, 1_000));
        assertThrows(IllegalArgumentException.class, () -> chain.emittedAtMs(0));
        assertThrows(
                ArithmeticException.class, () -> chain.beaconRound(Long.MAX_VALUE, 6_000, 1_000));
    }

    @Test
    void rounds_follow_the_clock() {
        var schedule = new Schedule(10_000, 10_000, 6_000, 1_000);
        assertEquals(30_000, schedule.openAtMs(2));
        assertEquals(36_000, schedule.closeAtMs(2));
        assertEquals(1, schedule.roundAt(29_999));
        assertEquals(2, schedule.roundAt(30_000));
        assertEquals(-1, schedule.roundAt(9_999));
        assertThrows(IllegalArgumentException.class, () -> schedule.openAtMs(-1));
        assertThrows(ArithmeticException.class, () -> schedule.openAtMs(Long.MAX_VALUE / 2));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(1, 10_000, 6_000, 0));
    }
}
