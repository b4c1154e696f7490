package fairdraw.notifier.player;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSessionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);

    private final GatewayKeys gateway = new GatewayKeys();
    private final HttpSessions sessions =
            new HttpSessions(gateway.url(), new EndSessions(() -> NOW), () -> NOW);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_live_token_tells_the_player() {
        assertEquals(
                new Player("demo", "ann", "digits-3", "s1", UNTIL),
                player(gateway.token("ann", UNTIL)));
    }

    @Test
    void keys_are_fetched_once() {
        for (int i = 0; i < 5; i++) {
            assertEquals("ann", player(gateway.token("ann", UNTIL)).id());
        }
        assertEquals(1, gateway.fetches());
    }

    @Test
    void tokens_of_made_up_keys_do_not_make_it_fetch_without_end() {
        for (int i = 0; i < 20; i++) {
            var foreign = GatewayKeys.fresh("foreign-" + i);
            refused(GatewayKeys.signed(GatewayKeys.claims("ann", UNTIL), foreign, "f" + i));
        }
        assertTrue(gateway.fetches() <= 2, "fetched " + gateway.fetches() + " times");
    }

    @Test
    void a_token_that_is_over_is_refused_to_the_second() {
        refused(gateway.token("ann", NOW));
        refused(gateway.token("ann", NOW.minusSeconds(1)));
        assertEquals("ann", player(gateway.token("ann", NOW.plusSeconds(1))).id());
    }

    @Test
    void a_token_without_what_it_needs_is_refused() {
        for (String claim : new String[] {"iss", "sub", "exp", "operator", "game"}) {
            refused(gateway.token("ann", UNTIL, claims -> claims.unsetClaim(claim)));
        }
        refused(gateway.token("ann", UNTIL, claims -> claims.setIssuer("somebody")));
        refused(gateway.token("ann", UNTIL, claims -> claims.setClaim("operator", 7)));
        refused(gateway.token("ann", UNTIL, claims -> claims.setClaim("exp", "soon")));
    }

    @Test
    void a_forged_token_is_refused() throws JoseException {
        String good = gateway.token("ann", UNTIL);
        String[] parts = good.split("\\.");
        refused(parts[0] + "." + base64(claims("bob")) + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(base64("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        var foreign = GatewayKeys.fresh("first");
        refused(GatewayKeys.signed(GatewayKeys.claims("ann", UNTIL), foreign, "first"));
        refused(hmacWithThePublicKey());
        for (String nonsense : new String[] {"", ".", "..", "x", "x.y.z", "a".repeat(5_000)}) {
            refused(nonsense);
        }
    }

    @Test
    void without_the_gateway_it_says_so_and_recovers() {
        String token = gateway.token("ann", UNTIL);
        HttpSessions lonely =
                new HttpSessions(
                        "http://127.0.0.1:1/jwks.json", new EndSessions(() -> NOW), () -> NOW);
        RefusedException refused =
                assertThrows(
                        RefusedException.class,
                        () -> lonely.player(token).await().atMost(Duration.ofSeconds(10)));
        assertEquals("UNAVAILABLE", refused.refusal().code().name());
    }

    private String hmacWithThePublicKey() throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims("ann"));
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setKey(new HmacKey(gateway.key().getPublicKey().getEncoded()));
        token.setKeyIdHeaderValue("first");
        return token.getCompactSerialization();
    }

    private static String claims(String player) {
        return GatewayKeys.claims(player, UNTIL).toJson();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private Player player(String token) {
        return sessions.player(token).await().atMost(Duration.ofSeconds(10));
    }

    private void refused(String token) {
        RefusedException refused = assertThrows(RefusedException.class, () -> player(token));
        assertEquals("SESSION_INVALID", refused.refusal().code().name());
    }
}
