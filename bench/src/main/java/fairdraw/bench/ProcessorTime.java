package fairdraw.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What every process of the platform has used of the processors, its children included: says where
 * the time of a ticket goes.
 */
record ProcessorTime(Map<String, Duration> used) {

    /** What they have used until now. */
    static ProcessorTime now(Map<String, Long> pids) {
        Map<String, Duration> used = new TreeMap<>();
        pids.forEach((name, pid) -> used.put(name, tree(pid)));
        used.put("load and wallet", of(ProcessHandle.current()));
        return new ProcessorTime(used);
    }

    /** What each process has used since then for each of so many pieces of work, the most first. */
    Map<String, Long> microsEach(ProcessorTime before, long pieces) {
        Map<String, Long> each = new LinkedHashMap<>();
        used.keySet().stream()
                .sorted(Comparator.comparing((String name) -> since(before, name)).reversed())
                .forEach(name ->
                        each.put(
                                name, since(before, name).toNanos() / 1_000 / Math.max(1, pieces)));
        return each;
    }

    private Duration since(ProcessorTime before, String name) {
        return Objects.requireNonNull(used.get(name))
                .minus(before.used.getOrDefault(name, Duration.ZERO));
    }

    private static Duration tree(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessorTime::of)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
