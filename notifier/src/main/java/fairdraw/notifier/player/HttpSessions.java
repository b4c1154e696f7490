package fairdraw.notifier.player;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks session tokens (JWT, ES256) against the keys that the gateway publishes. The keys are
 * fetched when the first token comes and when one names an unknown key, never at start.
 */
@ApplicationScoped
public class HttpSessions {

    private static final String ISSUER = "fairdraw";
    private static final int TOKEN_CHARS_MAX = 4_096;
    private static final int DEADLINE_MS = 2_000;
    private static final int KEYS_BYTES_MAX = 64 * 1024;
    private static final Duration KEYS_CACHED = Duration.ofMinutes(10);
    // Tokens of unknown keys, which anybody can make up, fetch at most this often.
    private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);
    // On failure the keys known go on for this long.
    private static final Duration KEYS_KEPT = Duration.ofHours(1);
    private static final Logger LOG = Logger.getLogger(HttpSessions.class);

    private final HttpsJwksVerificationKeyResolver keys;
    private final EndSessions sessions;
    private final InstantSource clock;

    HttpSessions(
            @ConfigProperty(name = "fairdraw.session.jwks-url") String url,
            EndSessions sessions,
            InstantSource clock) {
        Get get = new Get();
        get.setConnectTimeout(DEADLINE_MS);
        get.setReadTimeout(DEADLINE_MS);
        get.setRetries(0);
        get.setResponseBodySizeLimit(KEYS_BYTES_MAX);
        HttpsJwks jwks = new HttpsJwks(url);
        jwks.setSimpleHttpGet(get);
        jwks.setDefaultCacheDuration(KEYS_CACHED.toSeconds());
        jwks.setRefreshReprieveThreshold(FETCH_PAUSE.toMillis());
        jwks.setRetainCacheOnErrorDuration(KEYS_KEPT.toSeconds());
        keys = new HttpsJwksVerificationKeyResolver(jwks);
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The player that a token is for. Fails with SESSION_INVALID for any token that is not a live
     * session's, with UNAVAILABLE when the keys cannot be fetched. Works off the event loop.
     */
    public Uni<Player> player(String token) {
        return Uni.createFrom()
                .item(() -> verify(token))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Player verify(String token) {
        if (token.length() > TOKEN_CHARS_MAX) {
            throw Refusal.of(RefusalCode.SESSION_INVALID).toException();
        }
        NumericDate now = NumericDate.fromMilliseconds(clock.millis());
        try {
            JwtClaims claims =
                    new JwtConsumerBuilder()
                            .setJwsAlgorithmConstraints(
                                    ConstraintType.PERMIT,
                                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                            .setVerificationKeyResolver(keys)
                            .setExpectedIssuer(ISSUER)
                            .setRequireSubject()
                            .setRequireExpirationTime()
                            // The session is for the feed as it is for the gateway.
                            .setSkipDefaultAudienceValidation()
                            .setEvaluationTime(now)
                            .build()
                            .processToClaims(token);
            return player(claims);
        } catch (InvalidJwtException e) {
            throw refused(e);
        } catch (MalformedClaimException e) {
            LOG.debugf("a token with a broken claim: %s", e.getMessage());
            throw Refusal.of(RefusalCode.SESSION_INVALID).toException();
        }
    }

    private Player player(JwtClaims claims) throws MalformedClaimException {
        String operator = claims.getStringClaimValue("operator");
        String game = claims.getStringClaimValue("game");
        String session = claims.getStringClaimValue("sid");
        if (operator == null || game == null || session == null || sessions.ended(session)) {
            throw Refusal.of(RefusalCode.SESSION_INVALID).toException();
        }
        Instant until = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
        return new Player(operator, claims.getSubject(), game, session, until);
    }

    private static RefusedException refused(InvalidJwtException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvableKeyException
                    && cause.getCause() instanceof IOException) {
                LOG.warnf("cannot fetch the keys of sessions: %s", cause.getCause().toString());
                return Refusal.of(RefusalCode.UNAVAILABLE).toException();
            }
        }
        // The message of the exception would show the token.
        LOG.debugf("a token was refused: %s", e.getErrorDetails());
        return Refusal.of(RefusalCode.SESSION_INVALID).toException();
    }
}
