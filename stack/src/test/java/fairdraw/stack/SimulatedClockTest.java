package fairdraw.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedClockTest {

    @TempDir Path folder;

    @Test
    void the_chain_keeps_the_time_of_a_clock_that_runs_faster() {
        var text = Instant.now() + ",30";
        var clock = SimulatedClock.parse(text);
        var log = folder.resolve("anvil.log");
        try (var chain =
                ChainPart.start(Home.find(), folder, Ports.free(), log, Optional.of(text))) {
            await().until(() -> number(chain, "number") > 60);
            long behind = clock.instant().getEpochSecond() - number(chain, "timestamp");
            assertTrue(behind >= 0 && behind <= 30, () -> behind + " s behind");
        }
    }

    @Test
    void a_clock_that_is_none_is_refused_in_words() {
        for (var wrong : List.of("", "now", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z,0")) {
            assertThrows(RuntimeException.class, () -> SimulatedClock.parse(wrong));
        }
    }

    private static long number(ChainPart chain, String field) {
        var block = chain.call("eth_getBlockByNumber", "latest", false);
        return Long.decode(block.path(field).asText());
    }
}
