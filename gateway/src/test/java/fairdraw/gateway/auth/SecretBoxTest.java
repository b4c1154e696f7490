package fairdraw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final String KEK = Base64.getEncoder().encodeToString(new byte[32]);

    private final SecretBox box = new SecretBox(KEK, new SecureRandom());

    @Test
    void a_secret_comes_back_under_its_name_and_key_only() {
        byte[] closed = box.close("demo/key-1", "whsec_c2VjcmV0");
        assertThat(box.open("demo/key-1", closed)).isEqualTo("whsec_c2VjcmV0");
        assertThatThrownBy(() -> box.open("other/key-1", closed))
                .isInstanceOf(IllegalStateException.class);
        byte[] otherKek = new byte[32];
        otherKek[0] = 1;
        var other = new SecretBox(Base64.getEncoder().encodeToString(otherKek), new SecureRandom());
        assertThatThrownBy(() -> other.open("demo/key-1", closed))
                .isInstanceOf(IllegalStateException.class);
        closed[closed.length - 1] ^= 1;
        assertThatThrownBy(() -> box.open("demo/key-1", closed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_secret_never_looks_the_same() {
        assertThat(box.close("a", "s")).isNotEqualTo(box.close("a", "s"));
    }

    @Test
    void a_short_key_stops_the_start() {
        assertThatThrownBy(() -> new SecretBox("AAAA", new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_does_not_show_its_secret() {
        var key =
                new OperatorKey(
                        "k",
                        "demo",
                        OperatorKey.Purpose.API,
                        "whsec_hidden",
                        Instant.EPOCH,
                        Optional.empty());
        assertThat(key.toString()).doesNotContain("hidden");
    }
}
