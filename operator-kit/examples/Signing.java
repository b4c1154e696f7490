import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verify a wallet call of Fairdraw, and sign a request to it. Needs nothing but the JDK. */
public class Signing {

    static final long WINDOW_SECONDS = 300;

    /** Whether one of your secrets signed these very bytes, at most five minutes ago. */
    static boolean verify(
            List<String> secrets, String id, String timestamp, String header, byte[] body, Instant now) {
        if (!timestamp.matches("\\d{1,12}") || id.isEmpty() || id.contains(".")
                || Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > WINDOW_SECONDS) {
            return false;
        }
        boolean good = false;
        for (String secret : secrets) {
            byte[] expected = sign(secret, id, timestamp, body).getBytes(UTF_8);
            for (String given : header.split(" ")) {
                good |= MessageDigest.isEqual(expected, given.getBytes(UTF_8));
            }
        }
        return good;
    }

    /** The signature of a request; the path with its query, as it is sent. */
    static String signRequest(
            String secret, String id, String timestamp, String method, String path, byte[] body) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((method + " " + path + ".").getBytes(UTF_8));
        content.writeBytes(body);
        return sign(secret, id, timestamp, content.toByteArray());
    }

    private static String sign(String secret, String id, String timestamp, byte[] content) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** verify SECRET,SECRET ID TIMESTAMP SIGNATURES or sign SECRET ID TIMESTAMP METHOD PATH. */
    public static void main(String[] a) throws Exception {
        byte[] body = System.in.readAllBytes();
        System.out.println(
                a[0].equals("verify")
                        ? verify(List.of(a[1].split(",")), a[2], a[3], a[4], body, Instant.now())
                                ? "good"
                                : "bad"
                        : signRequest(a[1], a[2], a[3], a[4], a[5], body));
    }
}
