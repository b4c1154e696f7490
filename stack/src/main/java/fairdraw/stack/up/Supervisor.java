package fairdraw.stack.up;

import fairdraw.stack.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts processes, starts again those that die, and ends them all in reverse order. */
final class Supervisor implements AutoCloseable {

    private static final Duration BACKOFF_MIN = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(30);
    private static final Duration GOOD_LIFE = Duration.ofSeconds(60);
    private static final long NS_PER_MS = 1_000_000;

    private final Consumer<String> say;
    private final Runnable changed;
    private final Map<Place, Watched> watched = new EnumMap<>(Place.class);
    private final List<Place> order = new ArrayList<>();
    private final ScheduledExecutorService restarts =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("restarts").daemon().factory());
    private boolean stopping;

    /** A process under watch: how to start it and the one that runs. */
    private static final class Watched {
        private final Supplier<Child> start;
        private Child child;
        private long startedNs = System.nanoTime();
        private int deaths;
        private boolean held;

        Watched(Supplier<Child> start, Child child) {
            this.start = start;
            this.child = child;
        }
    }

    /**
     * @param say told of every death and return, one line each
     * @param changed run after a process was started
     */
    Supervisor(Consumer<String> say, Runnable changed) {
        this.say = say;
        this.changed = changed;
    }

    /**
     * Starts a process and keeps it running.
     *
     * @param start starts it and returns when it is ready
     * @throws RuntimeException what {@code start} throws
     */
    void run(Place place, Supplier<Child> start) {
        var child = start.get();
        synchronized (this) {
            if (stopping) {
                child.stop();
                return;
            }
            watched.put(place, new Watched(start, child));
            order.add(place);
        }
        child.onExit(() -> died(place, child));
        changed.run();
    }

    /** The process that runs now. */
    synchronized Optional<Child> child(Place place) {
        return Optional.ofNullable(watched.get(place)).map(w -> w.child).filter(Child::alive);
    }

    /** Ends a process as a power cut would and leaves it down until {@link #resume}. */
    void killAndHold(Place place) {
        hold(place, true);
        child(place).ifPresent(Child::kill);
    }

    /** Starts a process that is held down, and returns when it is ready. */
    void resume(Place place) {
        hold(place, false);
        restart(place);
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** Ends the services together, then the parts in reverse order of their start. */
    @Override
    public void close() {
        List<Child> services = new ArrayList<>();
        List<Child> parts = new ArrayList<>();
        synchronized (this) {
            stopping = true;
            restarts.shutdownNow();
            for (var place : order.reversed()) {
                var group = Place.SERVICES.contains(place) ? services : parts;
                child(place).ifPresent(group::add);
            }
        }
        try (var stops = Executors.newVirtualThreadPerTaskExecutor()) {
            services.forEach(child -> stops.execute(child::stop));
        }
        parts.forEach(Supervisor::stop);
    }

    private static void stop(Child child) {
        // INT is PostgreSQL's fast shutdown; TERM would wait for its clients.
        if (child.name().equals("postgres")) {
            child.signal("INT");
            child.awaitEnd();
        } else {
            child.stop();
        }
    }

    private synchronized void hold(Place place, boolean held) {
        watched(place).held = held;
    }

    private synchronized void died(Place place, Child child) {
        var it = watched(place);
        if (stopping || it.held || it.child != child) {
            return;
        }
        boolean lived = System.nanoTime() - it.startedNs > GOOD_LIFE.toNanos();
        it.deaths = lived ? 1 : it.deaths + 1;
        var pause = backoff(it.deaths);
        say.accept(
                "%s ended (%s); it is started again. Why: ./dev logs %s"
                        .formatted(place.label(), how(child.exitCode()), place.label()));
        var _ =
                restarts.schedule(
                        () -> Thread.ofVirtual().start(() -> restart(place)),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void restart(Place place) {
        Watched it;
        synchronized (this) {
            it = watched(place);
            if (stopping || it.held || it.child.alive()) {
                return;
            }
        }
        long begun = System.nanoTime();
        try {
            var child = it.start.get();
            synchronized (this) {
                it.child = child;
                it.startedNs = System.nanoTime();
                if (stopping) {
                    child.stop();
                    return;
                }
            }
            child.onExit(() -> died(place, child));
            say.accept(
                    "%s is back after %d ms"
                            .formatted(place.label(), (System.nanoTime() - begun) / NS_PER_MS));
            changed.run();
        } catch (RuntimeException e) {
            retry(place, e);
        }
    }

    private synchronized void retry(Place place, RuntimeException e) {
        if (stopping) {
            return;
        }
        var it = watched(place);
        it.deaths++;
        var pause = backoff(it.deaths);
        say.accept(
                "%s does not start (%s); next try in %d s"
                        .formatted(place.label(), e.getMessage(), pause.toSeconds()));
        var _ =
                restarts.schedule(
                        () -> Thread.ofVirtual().start(() -> restart(place)),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private synchronized Watched watched(Place place) {
        var it = watched.get(place);
        if (it == null) {
            throw new IllegalStateException(place.label() + " was never started");
        }
        return it;
    }

    static Duration backoff(int deaths) {
        var pause = BACKOFF_MIN.multipliedBy(1L << Math.min(deaths - 1, 10));
        return pause.compareTo(BACKOFF_MAX) < 0 ? pause : BACKOFF_MAX;
    }

    private static String how(int code) {
        return switch (code) {
            case 137 -> "killed";
            case 143 -> "asked to end";
            default -> "code " + code;
        };
    }
}
