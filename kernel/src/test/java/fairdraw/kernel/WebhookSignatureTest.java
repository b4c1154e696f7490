package fairdraw.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    @Test
    void the_published_example_comes_out() {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                WebhookSignature.sign(SECRET, ID, AT, BODY));
    }

    @Test
    void any_change_breaks_it() {
        String good = WebhookSignature.sign(SECRET, ID, AT, BODY);
        List<String> secrets = List.of(SECRET);
        assertTrue(WebhookSignature.verify(secrets, ID, AT, good, BODY));
        assertFalse(WebhookSignature.verify(secrets, ID + "x", AT, good, BODY));
        assertFalse(WebhookSignature.verify(secrets, ID, AT.plusSeconds(1), good, BODY));
        assertFalse(WebhookSignature.verify(List.of(OTHER), ID, AT, good, BODY));
        assertFalse(WebhookSignature.verify(List.of(), ID, AT, good, BODY));
        assertFalse(WebhookSignature.verify(secrets, ID, AT, good.substring(3), BODY));
        assertFalse(WebhookSignature.verify(secrets, ID, AT, "", BODY));
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertFalse(WebhookSignature.verify(secrets, ID, AT, good, changed));
        }
    }

    @Test
    void both_keys_of_a_rotation_are_good() {
        String old = WebhookSignature.sign(OTHER, ID, AT, BODY);
        String fresh = WebhookSignature.sign(SECRET, ID, AT, BODY);
        assertTrue(WebhookSignature.verify(List.of(SECRET, OTHER), ID, AT, old, BODY));
        assertTrue(WebhookSignature.verify(List.of(SECRET), ID, AT, old + " " + fresh, BODY));
    }

    @Test
    void a_header_of_countless_signatures_is_not_read_to_its_end() {
        String good = WebhookSignature.sign(SECRET, ID, AT, BODY);
        String header = "v1,AAAA ".repeat(WebhookSignature.SIGNATURES_MAX) + good;
        assertFalse(WebhookSignature.verify(List.of(SECRET), ID, AT, header, BODY));
    }

    @Test
    void a_request_signature_fits_one_endpoint_only() {
        List<String> secrets = List.of(SECRET);
        String good = WebhookSignature.signRequest(SECRET, ID, AT, "POST", "/v1/bets", BODY);
        assertTrue(WebhookSignature.verifyRequest(secrets, ID, AT, good, "POST", "/v1/bets", BODY));
        assertFalse(WebhookSignature.verifyRequest(secrets, ID, AT, good, "PUT", "/v1/bets", BODY));
        assertFalse(
                WebhookSignature.verifyRequest(secrets, ID, AT, good, "POST", "/v1/bets?a", BODY));
        assertFalse(WebhookSignature.verify(secrets, ID, AT, good, BODY));
    }

    @Test
    void the_id_cannot_shift_into_the_timestamp() {
        assertThrows(
                IllegalArgumentException.class,
                () -> WebhookSignature.sign(SECRET, "a.1", AT, BODY));
        assertThrows(
                IllegalArgumentException.class, () -> WebhookSignature.sign(SECRET, "", AT, BODY));
    }

    @Test
    void a_weak_or_foreign_secret_is_refused() {
        for (String secret : new String[] {"whsec_AAAA", "secret", "whsec_", "whsec_!!"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> WebhookSignature.sign(secret, ID, AT, BODY));
        }
    }

    @Test
    void the_window_is_five_minutes_either_way() {
        assertTrue(WebhookSignature.inWindow(AT, AT.plusSeconds(300)));
        assertTrue(WebhookSignature.inWindow(AT, AT.minusSeconds(300)));
        assertFalse(WebhookSignature.inWindow(AT, AT.plusSeconds(301)));
        assertFalse(WebhookSignature.inWindow(AT, AT.minusSeconds(301)));
    }
}
