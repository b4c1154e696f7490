package fairdraw.stack.up;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.stack.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Supervisor supervisor = new Supervisor(said::add, () -> {});

    @AfterEach
    void end() {
        supervisor.close();
    }

    @Test
    void a_killed_process_is_reported_in_one_line_and_started_again() {
        supervisor.run(Place.GATEWAY, () -> sleeper("gateway"));
        var first = supervisor.child(Place.GATEWAY).orElseThrow();
        first.kill();

        await().until(() -> supervisor.child(Place.GATEWAY).isPresent());
        await().until(() -> said.size() == 2);
        assertNotEquals(first.pid(), supervisor.child(Place.GATEWAY).orElseThrow().pid());
        assertEquals(
                "gateway ended (killed); it is started again. Why: ./dev logs gateway",
                said.getFirst());
        assertTrue(said.getLast().startsWith("gateway is back after "), said::toString);
    }

    @Test
    void a_process_held_down_stays_down_until_it_is_resumed() {
        supervisor.run(Place.KAFKA, () -> sleeper("kafka"));
        supervisor.killAndHold(Place.KAFKA);
        await().during(Duration.ofMillis(1200))
                .until(() -> supervisor.child(Place.KAFKA).isEmpty());

        supervisor.resume(Place.KAFKA);
        assertTrue(supervisor.child(Place.KAFKA).isPresent());
    }

    @Test
    void the_end_takes_services_first_and_then_the_parts_from_last_to_first() throws Exception {
        var order = folder.resolve("order");
        for (var place : List.of(Place.POSTGRES, Place.KAFKA, Place.ENGINE)) {
            supervisor.run(place, () -> recorder(place.label(), order));
        }
        await().until(() -> lines(order).size() == 3);
        var pids =
                List.of(Place.POSTGRES, Place.KAFKA, Place.ENGINE).stream()
                        .map(place -> supervisor.child(place).orElseThrow().pid())
                        .toList();

        supervisor.close();

        assertEquals(List.of("game-engine", "kafka", "postgres"), lines(order).subList(3, 6));
        pids.forEach(pid -> assertFalse(ProcessHandle.of(pid).isPresent()));
        assertTrue(said.isEmpty(), said::toString);
    }

    @Test
    void a_process_that_never_gets_ready_fails_the_start_with_its_last_lines() {
        var failed =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                supervisor.run(
                                        Place.ENGINE,
                                        () -> {
                                            var child = shell("engine", "echo no database; exit 3");
                                            child.await(
                                                    "ready", Duration.ofSeconds(9), () -> false);
                                            return child;
                                        }));
        assertEquals(
                "engine ended with code 3 before ready; its last lines: no database",
                failed.getMessage());
    }

    @Test
    void a_process_that_dies_at_once_is_tried_less_and_less_often() {
        assertEquals(Duration.ofMillis(500), Supervisor.backoff(1));
        assertEquals(Duration.ofSeconds(2), Supervisor.backoff(3));
        assertEquals(Duration.ofSeconds(30), Supervisor.backoff(99));
    }

    private Child sleeper(String name) {
        return shell(name, "exec sleep 600");
    }

    /** Writes its name when it starts and when it is asked to end. */
    private Child recorder(String name, Path order) {
        var end = "trap 'echo %1$s >> %2$s; exit 0' TERM INT; ".formatted(name, order);
        var life = "echo %1$s >> %2$s; while true; do sleep 0.05; done".formatted(name, order);
        return shell(name, end + life);
    }

    private Child shell(String name, String script) {
        return Child.start(
                Child.Spec.of(
                        name, List.of("sh", "-c", script), folder, folder.resolve(name + ".log")));
    }

    private static List<String> lines(Path file) throws Exception {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
