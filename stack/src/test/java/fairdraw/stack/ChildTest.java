package fairdraw.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    @TempDir Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_parent_killed_with_kill_9_leaves_no_child() throws Exception {
        var pidFile = folder.resolve("pid");
        var parent =
                new ProcessBuilder(
                                Home.java().toString(),
                                "-cp",
                                Home.find().partsClassPath()
                                        + ":"
                                        + Home.find().root().resolve("stack/target/test-classes"),
                                Parent.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile));
            var child = ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
            assertTrue(child.isAlive());

            parent.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void what_a_child_writes_is_told_and_logged() throws Exception {
        var log = folder.resolve("child.log");
        var said = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var spec =
                Child.Spec.of("child", List.of("sh", "-c", "echo one; echo two >&2"), folder, log);
        var child = Child.start(spec.telling(said::add));
        await().until(() -> said.size() == 2 && !child.alive());
        await().until(() -> Files.readAllLines(log).size() == 2);
        assertEquals(List.of("one", "two"), said);
    }

    /** A process that starts a child and then waits to be killed. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var spec =
                    Child.Spec.of(
                            "sleeper", List.of("sleep", "600"), folder, folder.resolve("log"));
            var child = Child.start(spec);
            var fresh = folder.resolve("pid.new");
            Files.writeString(fresh, Long.toString(child.pid()));
            Files.move(fresh, folder.resolve("pid"));
            Thread.currentThread().join();
        }
    }
}
