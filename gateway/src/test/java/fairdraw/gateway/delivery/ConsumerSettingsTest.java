package fairdraw.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others go on with what a killed replica read once its session has ended, and not before. */
class ConsumerSettingsTest {

    private static final String INCOMING = "mp.messaging.incoming.";
    private static final int SESSION_MAX_MS = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"wallet-commands", "rounds", "config"})
    void what_a_killed_replica_read_is_taken_over_within_ten_seconds(String channel)
            throws IOException {
        String session = settings().getProperty(INCOMING + channel + ".session.timeout.ms");
        assertThat(Integer.parseInt(session)).isLessThanOrEqualTo(SESSION_MAX_MS);
    }

    @Test
    void no_other_channel_comes_in() throws IOException {
        assertThat(settings().stringPropertyNames())
                .filteredOn(name -> name.startsWith(INCOMING) && name.endsWith(".group.id"))
                .hasSize(3);
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (var in = ConsumerSettingsTest.class.getResourceAsStream("/application.properties")) {
            settings.load(in);
        }
        return settings;
    }
}
