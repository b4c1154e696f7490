package fairdraw.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.Startup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateBudgetTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 500_001, Integer.MAX_VALUE})
    void a_rate_out_of_range_names_its_setting(int perSecond) {
        assertThatThrownBy(() -> RateBudget.of("player", RateFilter.PLAYER_SETTING, perSecond))
                .hasMessage(
                        "fairdraw.rate.player-per-second must be 1..500000 calls a second, not "
                                + perSecond);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 500_000})
    void a_rate_in_range_has_a_burst_of_two_seconds(int perSecond) {
        assertThat(RateBudget.of("player", RateFilter.PLAYER_SETTING, perSecond))
                .isEqualTo(new RateBudget("player", perSecond, 2 * perSecond));
    }

    /** The settings are read when the gateway starts, not when the first call comes. */
    @Test
    void rates_are_made_at_the_start() {
        assertThat(RateFilter.class).hasAnnotation(Startup.class);
    }
}
