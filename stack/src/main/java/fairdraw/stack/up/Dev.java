package fairdraw.stack.up;

import fairdraw.stack.Child;
import fairdraw.stack.Home;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands of {@code ./dev} that are more than a line of shell. */
public final class Dev {

    private static final Duration DOWN_DEADLINE = Duration.ofSeconds(60);
    private static final Duration DISK_CHECK_EVERY = Duration.ofSeconds(30);
    private static final long DISK_FREE_WARN_MB = 300;

    private Dev() {}

    /**
     * Runs a command.
     *
     * @param args {@code up [--fresh] [--detach] [-v]}, {@code down}, {@code status} or {@code
     *     reconcile OPERATOR DAY}
     */
    public static void main(String[] args) {
        var words = List.of(args);
        try {
            var settings = Settings.of(Home.find(), System.getenv(), words);
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "up" -> {
                    if (words.contains("--detach")) {
                        Detached.up(settings, words);
                    } else {
                        up(settings);
                    }
                }
                case "down" -> down(settings);
                case "reconcile" -> System.exit(Reconcile.run(settings, System.getenv(), words));
                case "status" -> Status.print(settings, System.out);
                default -> throw new CannotStart("up, down, status or reconcile, not " + words);
            }
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void up(Settings settings) {
        long begun = System.nanoTime();
        var console = new Console(System.out, settings.verbose());
        var stack = Stack.prepare(settings, console);
        var hook = new Thread(() -> end(stack, console), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stack.start();
        } catch (CannotStart e) {
            if (!stack.stopping()) {
                throw e;
            }
            // Ctrl-C came while starting: the hook ends everything, and then this process.
            awaitForever();
        }
        stack.table().forEach(console::say);
        console.say(
                "READY after %d s. Ctrl-C or ./dev down ends it."
                        .formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
        watchDisk(settings, console);
    }

    private static void end(Stack stack, Console console) {
        console.say("Ending everything");
        stack.close();
        Child.endAll();
    }

    private static void watchDisk(Settings settings, Console console) {
        boolean warned = false;
        while (true) {
            pause(DISK_CHECK_EVERY);
            long free = Preflight.diskFreeMb(settings.state());
            if (free < DISK_FREE_WARN_MB && !warned) {
                console.say(
                        "The disk is nearly full: %d MB free at %s. Free some space, or the"
                                        .formatted(free, settings.state())
                                + " database stops.");
            }
            warned = free < DISK_FREE_WARN_MB;
        }
    }

    private static void awaitForever() {
        while (true) {
            pause(DISK_CHECK_EVERY);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new CannotStart("interrupted", e);
        }
    }

    private static void down(Settings settings) {
        var holder = StateLock.holder(settings.state());
        if (holder.isEmpty()) {
            System.out.println("Fairdraw does not run.");
            return;
        }
        var process = holder.get();
        process.destroy();
        try {
            process.onExit().get(DOWN_DEADLINE.toSeconds(), TimeUnit.SECONDS);
            System.out.println("Fairdraw has ended.");
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new CannotStart("interrupted", e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new CannotStart(
                    ("Fairdraw, pid %d, does not end within %d s:"
                                    + " kill -9 %d, then its processes end.")
                            .formatted(process.pid(), DOWN_DEADLINE.toSeconds(), process.pid()),
                    e);
        }
    }
}
