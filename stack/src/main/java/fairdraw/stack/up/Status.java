package fairdraw.stack.up;

import fairdraw.stack.Http;
import fairdraw.stack.Json;
import fairdraw.stack.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code ./dev status}: what runs, where, whether it answers, and how much memory it holds. */
final class Status {

    private static final long KB_PER_MB = 1024;

    private Status() {}

    static void print(Settings wanted, PrintStream out) {
        var holder = StateLock.holder(wanted.state());
        if (holder.isEmpty()) {
            out.println("Fairdraw does not run. ./dev up starts it.");
            System.exit(3);
        }
        try {
            var stackFile = wanted.state().resolve("stack.json");
            var settings = withBase(wanted, stackFile);
            out.printf("Fairdraw runs, pid %d.%n", holder.get().pid());
            long total = memoryMb(holder.get());
            var pids =
                    Json.read(Files.exists(stackFile) ? Files.readString(stackFile) : "{}")
                            .path("processes");
            for (var place : Place.values()) {
                if (place == Place.KAFKA_CONTROLLER) {
                    continue;
                }
                var memory =
                        ProcessHandle.of(pids.path(place.label()).asLong(-1))
                                .map(Status::memoryMb)
                                .orElse(0L);
                total += memory;
                out.printf(
                        "  %-13s %-9s %5d MB   127.0.0.1:%d%n",
                        place.label(), state(settings, place), memory, settings.port(place));
            }
            out.printf("  %-13s %-9s %5d MB%n", "all", "", total);
        } catch (IOException e) {
            throw new CannotStart("Cannot read " + wanted.state() + ": " + e.getMessage(), e);
        }
    }

    /** The stack that runs may have been started with another port base than this command. */
    private static Settings withBase(Settings wanted, Path stackFile) throws IOException {
        if (!Files.exists(stackFile)) {
            return wanted;
        }
        int base = Json.read(Files.readString(stackFile)).path("portBase").asInt();
        return new Settings(
                wanted.home(),
                wanted.state(),
                base,
                wanted.fresh(),
                wanted.verbose(),
                wanted.clock(),
                wanted.chainRpc(),
                wanted.via());
    }

    private static String state(Settings settings, Place place) {
        if (!Ports.taken(settings.port(place))) {
            return "down";
        }
        if (Place.SERVICES.contains(place)) {
            return Http.get(settings.url(place) + "/q/health/ready").isPresent()
                    ? "ready"
                    : "not ready";
        }
        return "ready";
    }

    /** Resident memory of a process and of those that it started, MB. */
    private static long memoryMb(ProcessHandle process) {
        boolean stack = process.info().commandLine().orElse("").contains(Dev.class.getName());
        var all =
                stack
                        ? Stream.of(process)
                        : Stream.concat(Stream.of(process), process.descendants());
        return all.mapToLong(Status::residentKb).sum() / KB_PER_MB;
    }

    private static long residentKb(ProcessHandle process) {
        var status = Path.of("/proc/" + process.pid() + "/smaps_rollup");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException endedOrNotLinux) {
            return 0;
        }
    }
}
