package fairdraw.fairness.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.DevBeaconKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;
import supranational.blst.P2_Affine;

/** The beacon is verified on the chain itself, by the precompiles of EIP-2537. */
class DrandBeaconTest {

    private static final Path VECTORS = Path.of("../pf1/src/test/resources/pf1-vectors.json");
    private static final Path CODE = Path.of("src/main/resources/contract/DrandBeacon.bin");
    private static final Bytes QUICKNET_GROUP =
            Bytes.hex("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e");
    private static final int FIELD_BYTES = 48;
    private static final Bytes YES = Bytes.hex("00".repeat(31) + "01");

    @TempDir static Path folder;
    private static ContractChain chain;
    private static String contract;

    @BeforeAll
    static void start() throws Exception {
        chain = new ContractChain(folder);
        contract = chain.deploy("0x" + Files.readString(CODE).strip());
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void real_quicknet_beacons_verify_and_only_for_their_round_and_key() throws Exception {
        var key = point(BeaconChain.QUICKNET.publicKey());
        var stranger = point(DevBeaconKey.of(ContractChain.hash("stranger")).publicKey());
        int real = 0;
        for (var vector : new ObjectMapper().readTree(VECTORS.toFile())) {
            var signature = Bytes.hex(vector.get("beaconSignature").asText(""));
            long round = vector.get("beaconRound").asLong();
            if (signature.length() != FIELD_BYTES) {
                continue;
            }
            real++;
            assertTrue(verify(round, signature, key), vector.get("name").asText());
            assertFalse(verify(round + 1, signature, key));
            assertFalse(verify(round - 1, signature, key));
            assertFalse(verify(round, signature, stranger), "another network");
            for (int bit : new int[] {0, 1, 2, 3, 77, 383}) {
                assertFalse(verify(round, flipped(signature, bit), key), "bit " + bit);
            }
        }
        assertTrue(real >= 2, "vectors with a real beacon: " + real);
    }

    @Test
    void the_key_at_infinity_and_the_signature_at_infinity_verify_nothing() {
        var infinity = Bytes.hex("c0" + "00".repeat(47));
        assertFalse(verify(1, infinity, Bytes.zero(256)));
        assertFalse(verify(1, infinity, point(BeaconChain.QUICKNET.publicKey())));
        assertFalse(verify(1, Bytes.zero(48), point(BeaconChain.QUICKNET.publicKey())));
        assertFalse(verify(1, Bytes.zero(47), point(BeaconChain.QUICKNET.publicKey())));
    }

    @Test
    void a_dev_beacon_verifies_alike_and_names_itself_one() {
        for (int i = 1; i <= 4; i++) {
            var dev = DevBeaconKey.of(ContractChain.hash("dev " + i));
            var key = point(dev.publicKey());
            assertTrue(verify(i, dev.sign(i), key));
            assertFalse(verify(i + 1, dev.sign(i), key));
            assertEquals(
                    Beacon.devSource(dev.publicKey()),
                    ask("devSourceOf", new DynamicBytes(key.toArray())));
        }
    }

    @Test
    void the_chain_hash_of_quicknet_follows_from_its_key() {
        var quicknet = BeaconChain.QUICKNET;
        assertEquals(
                quicknet.source(),
                ask(
                        "sourceOf",
                        new Uint32(BigInteger.valueOf(quicknet.periodS())),
                        new Uint64(BigInteger.valueOf(quicknet.genesisS())),
                        new DynamicBytes(point(quicknet.publicKey()).toArray()),
                        new Bytes32(QUICKNET_GROUP.toArray()),
                        new Utf8String("quicknet")));
    }

    private static boolean verify(long round, Bytes signature, Bytes key) {
        return ask(
                        "verify",
                        new Uint64(BigInteger.valueOf(round)),
                        new DynamicBytes(signature.toArray()),
                        new DynamicBytes(key.toArray()))
                .equals(YES);
    }

    private static Bytes ask(String view, Type<?>... arguments) {
        return chain.answer(
                contract,
                FunctionEncoder.encode(new Function(view, List.of(arguments), List.of())));
    }

    private static Bytes flipped(Bytes signature, int bit) {
        byte[] bytes = signature.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Bytes.of(bytes);
    }

    /** A key as EIP-2537 writes it: c0 before c1, each in 64 bytes. */
    private static Bytes point(Bytes key) {
        byte[] serialized = new P2_Affine(key.toArray()).serialize();
        var point = ByteBuffer.allocate(256);
        for (int part : new int[] {1, 0, 3, 2}) {
            point.put(new byte[16]).put(serialized, part * FIELD_BYTES, FIELD_BYTES);
        }
        return Bytes.of(point.array());
    }
}
