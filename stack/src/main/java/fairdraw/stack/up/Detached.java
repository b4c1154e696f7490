package fairdraw.stack.up;

import fairdraw.stack.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code ./dev up --detach}: a stack in the background; returns when it is ready. */
final class Detached {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration POLL = Duration.ofMillis(100);

    private Detached() {}

    static void up(Settings settings, List<String> words) {
        StateLock.holder(settings.state())
                .ifPresent(running -> {
                    throw new CannotStart(
                            "Fairdraw already runs, pid %d: ./dev down ends it."
                                    .formatted(running.pid()));
                });
        var log = settings.state().resolve("stack.log");
        try {
            Files.createDirectories(settings.state());
            Files.deleteIfExists(log);
            var process =
                    new ProcessBuilder(command(words))
                            .directory(settings.home().root().toFile())
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(log.toFile())
                            .start();
            follow(process, log);
        } catch (IOException e) {
            throw new CannotStart("Cannot start in the background: " + e.getMessage(), e);
        }
    }

    private static List<String> command(List<String> words) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(
                List.of(
                        Home.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        Dev.class.getName()));
        words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        return command;
    }

    private static void follow(Process process, Path log) throws IOException {
        var ready = new AtomicBoolean();
        // Ctrl-C while it starts ends it too.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            if (!ready.get()) {
                                process.destroy();
                                process.onExit().join();
                            }
                        }));
        try (var lines = new RandomAccessFile(log.toFile(), "r")) {
            while (!ready.get()) {
                boolean alive = process.isAlive();
                var line = lines.readLine();
                if (line != null) {
                    var text =
                            new String(
                                    line.getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8);
                    System.out.println(text);
                    ready.set(text.startsWith("READY"));
                } else if (!alive) {
                    System.exit(process.exitValue() == 0 ? 1 : process.exitValue());
                } else {
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            throw new CannotStart("interrupted", e);
        }
    }
}
