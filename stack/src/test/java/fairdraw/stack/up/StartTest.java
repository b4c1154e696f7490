package fairdraw.stack.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.stack.Home;
import fairdraw.stack.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    @TempDir Path state;

    @Test
    void a_port_in_use_is_named_together_with_the_way_out() throws Exception {
        int base = Ports.freeBase(Place.values().length);
        int taken = Place.NOTIFIER.port(base);
        try (var _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
            var refused =
                    assertThrows(
                            CannotStart.class,
                            () -> Stack.prepare(settings(base), console(new Sink())));
            var line = refused.getMessage();
            assertTrue(line.startsWith("Port " + taken + " (notifier) is in use"), line);
            assertTrue(line.contains("FAIRDRAW_PORT_BASE="), line);
        }
        assertTrue(StateLock.holder(state).isEmpty(), "a refused start leaves no lock");
    }

    @Test
    void a_second_start_is_refused_with_the_pid_of_the_first() {
        try (var _ = StateLock.take(state)) {
            var refused = assertThrows(CannotStart.class, () -> StateLock.take(state));
            assertEquals(
                    "Fairdraw already runs, pid %d: ./dev status shows it, ./dev down ends it."
                            .formatted(ProcessHandle.current().pid()),
                    refused.getMessage());
        }
        StateLock.take(state).close();
    }

    @Test
    void fresh_deletes_what_earlier_stacks_left_and_nothing_else() throws Exception {
        Files.createDirectories(state.resolve("data/postgres"));
        Files.writeString(state.resolve("data/postgres/PG_VERSION"), "18");
        Files.writeString(state.resolve("mine"), "keep");
        try (var lock = StateLock.take(state)) {
            lock.clear();
        }
        assertTrue(Files.notExists(state.resolve("data")));
        assertTrue(Files.exists(state.resolve("mine")));
    }

    @Test
    void a_port_base_that_is_none_is_refused_in_words() {
        for (var base : List.of("80", "abc", "65530", "-8080", "99999")) {
            var refused =
                    assertThrows(
                            CannotStart.class,
                            () ->
                                    Settings.of(
                                            Home.find(),
                                            Map.of("FAIRDRAW_PORT_BASE", base),
                                            List.of("up")));
            assertTrue(refused.getMessage().contains("not " + base), refused::getMessage);
        }
    }

    @Test
    void others_reach_a_place_by_the_port_that_stands_in_for_it() {
        var settings =
                Settings.of(
                        Home.find(),
                        Map.of(
                                "FAIRDRAW_PORT_BASE",
                                "9000",
                                "FAIRDRAW_VIA",
                                "kafka=31012,reporting>postgres=31010"),
                        List.of("up"));
        assertEquals(31_012, settings.viaPort(Place.KAFKA));
        assertEquals(9_012, settings.port(Place.KAFKA));
        assertEquals(31_010, settings.viaPort(Place.REPORTING, Place.POSTGRES));
        assertEquals(9_010, settings.viaPort(Place.ENGINE, Place.POSTGRES));
        for (var wrong : List.of("kafka", "kafka=x", "moon=31012")) {
            assertThrows(
                    CannotStart.class,
                    () -> Settings.of(Home.find(), Map.of("FAIRDRAW_VIA", wrong), List.of("up")));
        }
    }

    @Test
    void warnings_of_a_service_are_shown_up_to_a_bound_and_the_rest_is_not() {
        var sink = new Sink();
        var console = console(sink);
        console.log(Place.ENGINE, "2026-01-01 10:00:00,000 INFO  [fairdraw] fine");
        for (int i = 0; i < 20; i++) {
            console.log(Place.ENGINE, "2026-01-01 10:00:00,000 WARN  [fairdraw] late " + i);
        }
        console.log(Place.KAFKA, "2026-01-01 10:00:00,000 WARN  [kafka] noise");
        var lines = sink.lines();
        assertEquals(6, lines.size(), lines::toString);
        assertTrue(lines.getFirst().contains("late 0"), lines::toString);
        assertTrue(lines.getLast().contains("./dev logs game-engine"), lines::toString);
    }

    private Settings settings(int base) {
        return Settings.of(
                Home.find(),
                Map.of(
                        "FAIRDRAW_PORT_BASE", Integer.toString(base),
                        "FAIRDRAW_STATE", state.toString()),
                List.of("up"));
    }

    private static Console console(Sink sink) {
        return new Console(new PrintStream(sink, true, StandardCharsets.UTF_8), false);
    }

    private static final class Sink extends ByteArrayOutputStream {
        List<String> lines() {
            return toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
