package fairdraw.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519KeyTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void test_2_of_rfc_8032_comes_out() {
        Ed25519Key key =
                Ed25519Key.fromSeed(
                        HEX.parseHex(
                                "4ccd089b28ff96da9db6c346ec114e0f"
                                        + "5b8a319f35aba624da8cf6ed4fb8a6fb"));
        byte[] message = {0x72};
        byte[] signature = key.sign(message);
        assertArrayEquals(
                HEX.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
                key.publicKey());
        assertArrayEquals(
                HEX.parseHex(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c"
                                + "387b2eaeb4302aeeb00d291612bb0c00"),
                signature);
        assertTrue(Ed25519Key.verify(key.publicKey(), message, signature));
    }

    @Test
    void any_changed_bit_breaks_a_signature() {
        Ed25519Key key = Ed25519Key.fromSeed(new byte[32]);
        byte[] message = {1, 2, 3};
        byte[] good = key.sign(message);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(Ed25519Key.verify(key.publicKey(), message, changed));
        }
        assertFalse(Ed25519Key.verify(key.publicKey(), new byte[] {1, 2, 4}, good));
        assertFalse(Ed25519Key.verify(key.publicKey(), message, Arrays.copyOf(good, 63)));
        assertFalse(Ed25519Key.verify(new byte[31], message, good));
        // The neutral point as a key would sign anything.
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        assertFalse(Ed25519Key.verify(neutral, message, new byte[64]));
    }

    @Test
    void a_key_file_of_the_jdk_is_read_and_both_agree(@TempDir Path folder)
            throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] message = {7};
        Ed25519Key key = Ed25519Key.fromPem(pem(folder, pair.getPrivate().getEncoded()));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(pair.getPublic());
        verifier.update(message);
        assertTrue(verifier.verify(key.sign(message)));
    }

    @Test
    void a_file_that_holds_something_else_is_refused_without_showing_it(@TempDir Path folder)
            throws IOException, GeneralSecurityException {
        byte[] ec = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
        for (Path wrong : new Path[] {pem(folder, ec), folder.resolve("absent.pem"), folder}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Ed25519Key.fromPem(wrong));
            assertFalse(refused.getMessage().contains(Base64.getEncoder().encodeToString(ec)));
        }
    }

    private static Path pem(Path folder, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                Files.createTempFile(folder, "key", ".pem"),
                "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
}
