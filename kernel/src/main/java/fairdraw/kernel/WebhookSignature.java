package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures in the Standard Webhooks manner (spec 6): HMAC-SHA256 over {@code
 * id.timestamp.content}, written as {@code v1,base64}. The content of a webhook is its body; that
 * of an operator's request is {@code METHOD path?query.body}, so that a signature fits one
 * endpoint.
 */
public final class WebhookSignature {

    /** How far a timestamp may be off, either way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** Signatures read from one header at most; more are ignored. */
    public static final int SIGNATURES_MAX = 8;

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int SECRET_BYTES_MIN = 24;
    private static final int SECRET_BYTES_MAX = 64;

    private WebhookSignature() {}

    /**
     * The signature of a webhook.
     *
     * @param secret {@code whsec_} + base64 of 24..64 bytes
     * @param id the webhook-id
     * @param timestamp the webhook-timestamp; whole seconds count
     * @throws IllegalArgumentException when the secret is of another form
     */
    public static String sign(String secret, String id, Instant timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(mac(secret, id, timestamp, body));
    }

    /** The signature of an operator's request; as {@link #sign} otherwise. */
    public static String signRequest(
            String secret,
            String id,
            Instant timestamp,
            String method,
            String pathWithQuery,
            byte[] body) {
        return sign(secret, id, timestamp, request(method, pathWithQuery, body));
    }

    /**
     * Whether the header holds a signature of one of the secrets over this webhook. The caller
     * checks the {@link #WINDOW} and remembers ids against replays.
     *
     * @param header one or more {@code v1,base64}, with blanks between
     */
    public static boolean verify(
            List<String> secrets, String id, Instant timestamp, String header, byte[] body) {
        return proven(secrets, id, timestamp, header, body).isPresent();
    }

    private static Optional<String> proven(
            List<String> secrets, String id, Instant timestamp, String header, byte[] body) {
        Optional<String> proven = Optional.empty();
        String[] given = header.split(" ", SIGNATURES_MAX + 1);
        for (String secret : secrets) {
            String ours = sign(secret, id, timestamp, body);
            byte[] expected = ours.getBytes(UTF_8);
            boolean fits = false;
            for (int i = 0; i < Math.min(given.length, SIGNATURES_MAX); i++) {
                // In constant time, and on to the end, so that nothing is told by the clock.
                fits |= MessageDigest.isEqual(expected, given[i].getBytes(UTF_8));
            }
            if (fits) {
                proven = Optional.of(ours);
            }
        }
        return proven;
    }

    /** Whether the header holds a signature over this request; as {@link #verify} otherwise. */
    public static boolean verifyRequest(
            List<String> secrets,
            String id,
            Instant timestamp,
            String header,
            String method,
            String pathWithQuery,
            byte[] body) {
        return provenRequest(secrets, id, timestamp, header, method, pathWithQuery, body)
                .isPresent();
    }

    /**
     * Our own signature over this request when the header holds it, among whatever else; as {@link
     * #verify} otherwise. It is the same in whatever dress the request comes.
     */
    public static Optional<String> provenRequest(
            List<String> secrets,
            String id,
            Instant timestamp,
            String header,
            String method,
            String pathWithQuery,
            byte[] body) {
        return proven(secrets, id, timestamp, header, request(method, pathWithQuery, body));
    }

    /** Whether a timestamp is near enough to now to be taken. */
    public static boolean inWindow(Instant timestamp, Instant now) {
        return Duration.between(timestamp, now).abs().compareTo(WINDOW) <= 0;
    }

    private static byte[] request(String method, String pathWithQuery, byte[] body) {
        return join((method + " " + pathWithQuery + ".").getBytes(UTF_8), body);
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] both = new byte[Math.addExact(head.length, tail.length)];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private static byte[] mac(String secret, String id, Instant timestamp, byte[] content) {
        // With a dot inside, two different calls could be signed by the same bytes.
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a webhook-id is not empty and has no dot");
        }
        byte[] head = (id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update(head);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] key(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("a webhook secret starts with whsec_");
        }
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        if (key.length < SECRET_BYTES_MIN || key.length > SECRET_BYTES_MAX) {
            throw new IllegalArgumentException("a webhook secret has 24..64 bytes");
        }
        return key;
    }
}
