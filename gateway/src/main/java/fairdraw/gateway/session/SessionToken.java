package fairdraw.gateway.session;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** The token of a session: a JWT signed by ES256 whose public key is published (spec 6). */
@ApplicationScoped
public class SessionToken {

    private static final String ISSUER = "fairdraw";
    private static final int TOKEN_CHARS_MAX = 2_000;

    private final InstantSource clock;
    private final PrivateKey privateKey;
    private final EllipticCurveJsonWebKey publicKey;

    SessionToken(
            InstantSource clock, @ConfigProperty(name = "fairdraw.session.key-file") Path keyFile)
            throws IOException, GeneralSecurityException {
        this.clock = clock;
        var key = (ECPrivateKey) privateKey(Files.readString(keyFile));
        this.privateKey = key;
        this.publicKey = new EllipticCurveJsonWebKey((ECPublicKey) publicKey(key));
        publicKey.setKeyId(publicKey.calculateBase64urlEncodedThumbprint("SHA-256"));
        publicKey.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        publicKey.setUse("sig");
    }

    /** The token of a session; ends when the session ends at the latest. */
    String of(Session session) {
        return Jwt.issuer(ISSUER)
                .subject(session.player())
                .claim("operator", session.operator())
                .claim("currency", session.currency())
                .claim("game", session.game())
                .claim("mode", session.mode())
                .claim("sid", session.id().toString())
                .issuedAt(session.createdAt().getEpochSecond())
                .expiresAt(session.endsAt().getEpochSecond())
                .jws()
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .keyId(publicKey.getKeyId())
                .sign(privateKey);
    }

    /**
     * The session that a token names.
     *
     * @throws RefusedException SESSION_INVALID when we did not sign it or its time is over
     */
    UUID session(String token) {
        try {
            if (token.length() > TOKEN_CHARS_MAX) {
                throw invalid();
            }
            JwtClaims claims = consumer().processToClaims(token);
            return UUID.fromString(claims.getStringClaimValue("sid"));
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** The public key as a JSON Web Key. */
    java.util.Map<String, Object> jwk() {
        return publicKey.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setExpectedIssuer(ISSUER)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setVerificationKey(publicKey.getKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .build();
    }

    static RefusedException invalid() {
        return Refusal.of(RefusalCode.SESSION_INVALID).toException();
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** The point that belongs to the private number; the file holds the number alone. */
    private static PublicKey publicKey(ECPrivateKey key) throws GeneralSecurityException {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("secp256r1");
        BigInteger order = key.getParams().getOrder();
        if (!order.equals(curve.getN())) {
            throw new GeneralSecurityException("the session key is not on the curve P-256");
        }
        var point = curve.getG().multiply(key.getS()).normalize();
        var w =
                new ECPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger());
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, key.getParams()));
    }
}
