package fairdraw.reporting;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Access tokens as the realm would issue them. */
public final class Tokens {

    private Tokens() {}

    /** A token of a person with one role. */
    public static String of(String role) {
        return of(role, "fairdraw-reporting");
    }

    /** A token for another audience. */
    public static String of(String role, String audience) {
        var claims =
                Jwt.claims()
                        .subject("id-of-" + role)
                        .preferredUserName(role)
                        .audience(audience)
                        .groups(Set.of(role));
        if (role.equals("operator")) {
            claims.claim("operator", "demo");
        }
        return claims.sign(key());
    }

    private static PrivateKey key() {
        String base64 = ConfigProvider.getConfig().getValue("test.realm-key", String.class);
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
