package fairdraw.gateway.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may frame the page, and whom the page may talk to. */
class PagePolicyTest {

    private final PagePolicy policy =
            new PagePolicy(List.of("http://127.0.0.1:8081", "https://records.example"));

    @Test
    void only_operators_sites_may_frame_the_page() {
        String header = policy.header(List.of("https://b.example", "https://a.example:8443"));
        assertTrue(header.endsWith("frame-ancestors https://a.example:8443 https://b.example"));
    }

    @Test
    void nobody_may_frame_it_when_no_operator_has_a_site() {
        assertTrue(policy.header(List.of()).endsWith("frame-ancestors 'none'"));
    }

    @Test
    void the_page_talks_to_feed_and_records_only() {
        assertTrue(
                policy.header(List.of())
                        .contains(
                                "connect-src 'self' http://127.0.0.1:8081"
                                        + " https://records.example;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example",
                "https://a.example; script-src *",
                "https://a.example https://b.example",
                "javascript:alert(1)",
                "data:",
                "https://a.example/path",
                "'self'",
                "",
                "https://a.example\r\nx: y"
            })
    void what_is_no_origin_never_gets_into_the_policy(String origin) {
        assertEquals(policy.header(List.of()), policy.header(List.of(origin)));
        assertFalse(
                new PagePolicy(List.of(origin)).header(List.of()).contains("connect-src 'self' "));
    }
}
