package fairdraw.notifier.player;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** What the gateway does for sessions: signs tokens and publishes its keys, over real HTTP. */
public final class GatewayKeys implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private EllipticCurveJsonWebKey key = fresh("first");
    private String published = new JsonWebKeySet(key).toJson();

    public GatewayKeys() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/jwks.json",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] body = published.getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    int fetches() {
        return fetches.get();
    }

    EllipticCurveJsonWebKey key() {
        return key;
    }

    /** A new key, published beside the old one. */
    void rotate(String kid) {
        EllipticCurveJsonWebKey old = key;
        key = fresh(kid);
        published = new JsonWebKeySet(old, key).toJson();
    }

    /** A token as the gateway gives it, after a change. */
    public String token(String player, Instant until, Consumer<JwtClaims> change) {
        JwtClaims claims = claims(player, until);
        change.accept(claims);
        return signed(claims, key, key.getKeyId());
    }

    public String token(String player, Instant until) {
        return token(player, until, same -> {});
    }

    static JwtClaims claims(String player, Instant until) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("fairdraw");
        claims.setSubject(player);
        claims.setStringClaim("operator", "demo");
        claims.setStringClaim("currency", "EUR");
        claims.setStringClaim("game", "digits-3");
        claims.setStringClaim("mode", "REAL");
        claims.setStringClaim("sid", "s1");
        claims.setExpirationTime(NumericDate.fromMilliseconds(until.toEpochMilli()));
        return claims;
    }

    static String signed(JwtClaims claims, EllipticCurveJsonWebKey key, String kid) {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(kid);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static EllipticCurveJsonWebKey fresh(String kid) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(kid);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
