package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 signing key (RFC 8032). Its secret never leaves the object. */
public final class Ed25519Key {

    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    /** Bytes of a public key. */
    public static final int PUBLIC_KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;

    // PrivateKeyInfo of an Ed25519 key (RFC 8410): all but the seed is the same in each.
    private static final byte[] PKCS8_HEAD = {
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20
    };

    private final Ed25519PrivateKeyParameters secret;
    private final byte[] publicKey;

    private Ed25519Key(byte[] seed) {
        secret = new Ed25519PrivateKeyParameters(seed, 0);
        publicKey = secret.generatePublicKey().getEncoded();
    }

    /**
     * The key of a 32-byte secret.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public static Ed25519Key fromSeed(byte[] seed) {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException(
                    "an Ed25519 secret has 32 bytes, not " + seed.length);
        }
        return new Ed25519Key(seed);
    }

    /**
     * The key in a PKCS#8 PEM file ({@code openssl genpkey -algorithm ed25519}).
     *
     * @throws IllegalArgumentException when the file cannot be read or holds something else; the
     *     message never shows its content
     */
    public static Ed25519Key fromPem(Path file) {
        String pem;
        try {
            pem = Files.readString(file, US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key file " + file, e);
        }
        byte[] der;
        try {
            der =
                    Base64.getMimeDecoder()
                            .decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is no PKCS#8 PEM of an Ed25519 key");
        }
        int head = PKCS8_HEAD.length;
        // A version 2 structure would carry the public key behind the seed; openssl writes none.
        if (der.length != head + Ed25519.SECRET_KEY_SIZE
                || !Arrays.equals(der, 0, head, PKCS8_HEAD, 0, head)) {
            throw new IllegalArgumentException(file + " is no PKCS#8 PEM of an Ed25519 key");
        }
        return new Ed25519Key(Arrays.copyOfRange(der, head, der.length));
    }

    /** The 64-byte signature of the message; the same for the same message. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        secret.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The 32-byte public key. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the signature is the key's over the message; false too for wrong lengths. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == PUBLIC_KEY_BYTES
                && signature.length == SIGNATURE_BYTES
                && Ed25519.validatePublicKeyFull(publicKey, 0)
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
