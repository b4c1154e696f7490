package fairdraw.backoffice.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import fairdraw.backoffice.access.Caller;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Ties a form to the sign-in of the person that it was drawn for, so that no other site can send
 * it. Any replica can check what another one has drawn.
 */
@Singleton
class Csrf {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "fairdraw/backoffice/csrf/v1";

    private final SecretKeySpec key;

    Csrf(@ConfigProperty(name = "quarkus.oidc.credentials.secret") String clientSecret) {
        this.key = new SecretKeySpec(hmac(clientSecret.getBytes(UTF_8), PURPOSE), ALGORITHM);
    }

    /** The token of the caller's forms. */
    String token(Caller caller) {
        byte[] mac = hmac(key.getEncoded(), caller.subject() + "\n" + caller.session());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /**
     * Checks a form's token.
     *
     * @throws fairdraw.kernel.RefusedException FORBIDDEN when it is not the caller's
     */
    void check(Caller caller, @Nullable String given) {
        byte[] expected = token(caller).getBytes(UTF_8);
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(UTF_8))) {
            throw Refusal.of(
                            RefusalCode.FORBIDDEN,
                            "csrf",
                            "The form is not from this sign-in. Load the page again.")
                    .toException();
        }
    }

    private static byte[] hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every JDK has " + ALGORITHM, impossible);
        }
    }
}
