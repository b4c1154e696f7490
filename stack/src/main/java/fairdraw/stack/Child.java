package fairdraw.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A process that this one started, logs for, and ends. It does not outlive this process. */
public final class Child {

    private static final Duration STOP_GRACE = Duration.ofSeconds(15);
    private static final long POLL_MS = 50;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Set<Child> LIVE = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    /**
     * The kernel sends the death signal when the <em>thread</em> that started the child ends, so
     * one thread that never ends starts them all.
     */
    private static final ExecutorService SPAWNER =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("spawner").daemon().unstarted(work));

    private final Spec spec;
    private final Process process;
    private final Thread pump;

    /**
     * What to start.
     *
     * @param deathSignal what the child gets when this process dies, e.g. {@code TERM}
     * @param wrapper the command that the death signal's own command is run by, or nothing
     * @param line told every line that the child writes
     */
    public record Spec(
            String name,
            List<String> wrapper,
            String deathSignal,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path log,
            Consumer<String> line) {

        /**
         * A child with no wrapper that is asked to end by SIGTERM and of whose lines none are told.
         */
        public static Spec of(String name, List<String> command, Path folder, Path log) {
            return new Spec(name, List.of(), "TERM", command, Map.of(), folder, log, _ -> {});
        }

        /** The same with more environment. */
        public Spec with(Map<String, String> more) {
            return new Spec(name, wrapper, deathSignal, command, more, folder, log, line);
        }

        /** The same, telling each line. */
        public Spec telling(Consumer<String> listener) {
            return new Spec(
                    name, wrapper, deathSignal, command, environment, folder, log, listener);
        }

        /** The same, run by another command and told of the parent's death by another signal. */
        Spec wrapped(List<String> by, String signal) {
            return new Spec(name, by, signal, command, environment, folder, log, line);
        }

        private List<String> full() {
            var full = new ArrayList<String>();
            if (Files.isExecutable(SETSID)) {
                // Ctrl-C at the terminal is for this process alone, which ends them in order.
                full.add(SETSID.toString());
            }
            full.addAll(wrapper);
            if (Files.isExecutable(SETPRIV)) {
                full.addAll(List.of(SETPRIV.toString(), "--pdeathsig", deathSignal, "--"));
            }
            full.addAll(command);
            return full;
        }
    }

    private Child(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
        LIVE.add(this);
        var _ = process.onExit().thenRun(() -> LIVE.remove(this));
        this.pump = Thread.ofVirtual().name(spec.name + " log").start(this::pump);
    }

    /**
     * Starts the process; its output goes to the log file.
     *
     * @throws UncheckedIOException when it cannot be started
     */
    public static Child start(Spec spec) {
        if (ending) {
            throw new IllegalStateException(spec.name + " is not started: everything ends");
        }
        try {
            Files.createDirectories(spec.folder);
            Files.createDirectories(parent(spec.log));
            var builder =
                    new ProcessBuilder(spec.full())
                            .directory(spec.folder.toFile())
                            .redirectErrorStream(true);
            builder.environment().putAll(spec.environment);
            return new Child(spec, SPAWNER.submit(builder::start).get());
        } catch (IOException e) {
            throw new UncheckedIOException(spec.name + " cannot be started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(spec.name + " cannot be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(spec.name + " was interrupted while it started", e);
        }
    }

    /** Runs the process to its end and fails when it does not end well or in time. */
    static void run(Spec spec, Duration deadline) {
        var child = start(spec);
        try {
            if (!child.process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                child.kill();
                throw new IllegalStateException(spec.name + " took more than " + deadline);
            }
            child.pump.join();
            if (child.process.exitValue() != 0) {
                throw new IllegalStateException(
                        spec.name + " failed; its last lines: " + child.lastLines());
            }
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(spec.name + " was interrupted", e);
        }
    }

    /** Waits until the condition holds; fails when the child dies or the deadline passes. */
    public void await(String what, Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "%s ended with code %d before %s; its last lines: %s"
                                .formatted(spec.name, process.exitValue(), what, lastLines()));
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%s: not %s within %d s; see %s"
                                .formatted(spec.name, what, deadline.toSeconds(), spec.log));
            }
            pause();
        }
    }

    /** Ends whatever this process still runs; nothing can be started afterwards. */
    public static void endAll() {
        ending = true;
        LIVE.forEach(Child::stop);
    }

    /** Asks the process to end, insists after a while, and returns when it is gone. */
    public void stop() {
        stop("TERM");
    }

    void stop(String signal) {
        if (process.isAlive() && !signal.equals("TERM")) {
            signal(signal);
        } else {
            process.destroy();
        }
        awaitEnd();
    }

    /** Waits a while for the end that was asked for, then insists; returns when it is gone. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process at once, as a power cut would, and returns when it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Sends the process a signal by its name, e.g. {@code STOP} and {@code CONT}. */
    public void signal(String name) {
        try {
            var code = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            code.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException("no signal " + name + " for " + spec.name, e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String name() {
        return spec.name;
    }

    /** How it ended; 128 + n for signal n. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Runs the action, in a thread of its own, when the process has ended. */
    public void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /** The last lines of the log, in one line. */
    String lastLines() {
        try {
            var lines = Files.readAllLines(spec.log, StandardCharsets.UTF_8);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    static Path parent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no folder above " + file);
        }
        return parent;
    }

    private void pump() {
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8), 16_384);
                var log = new RollingLog(spec.log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                spec.line.accept(line);
            }
        } catch (IOException closed) {
            spec.line.accept("log of " + spec.name + " ended: " + closed.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
