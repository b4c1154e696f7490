package fairdraw.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of the kill matrix did and found: one page that can be published. */
final class KillReport {

    private final FaultPlan plan;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();
    private final List<Invariants.Verdict> verdicts = new ArrayList<>();
    private int accepted;
    private long unanswered;

    /** A fault and how long it took until a bet was taken after it. */
    private record Row(Fault fault, Duration recovery) {}

    KillReport(FaultPlan plan, Platform platform) {
        this.plan = plan;
        this.folder = Platform.root().resolve("e2e/target/kill-matrix");
    }

    void recovered(Fault fault, Duration recovery) {
        rows.add(new Row(fault, recovery));
        System.out.printf("%s: betting again after %d ms%n", fault, recovery.toMillis());
    }

    void checked(Fault fault, Invariants.Verdict verdict, Bettors bettors) {
        verdicts.add(verdict);
        accepted = bettors.accepted().size();
        unanswered = bettors.unanswered();
        System.out.printf("after %s: %s%n", fault, verdict.clean() ? "clean" : verdict);
    }

    boolean clean() {
        return verdicts.stream().allMatch(Invariants.Verdict::clean);
    }

    /** The page. */
    String text() {
        StringBuilder page = new StringBuilder("# Kill matrix\n\n");
        figures().forEach((what, value) -> page.append("- %s: %s%n".formatted(what, value)));
        page.append("\n| # | what | whom | step of the round | betting again after |\n");
        page.append("|---|---|---|---|---|\n");
        for (Row row : rows) {
            Fault fault = row.fault;
            page.append(
                    "| %d | %s | %s | %s +%d ms | %.1f s |%n"
                            .formatted(
                                    fault.number(),
                                    fault.kind(),
                                    fault.target(),
                                    fault.step(),
                                    fault.jitterMs(),
                                    row.recovery.toMillis() / 1000.0));
        }
        return page.toString();
    }

    void write(Platform platform) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("kill-matrix.md"), text());
        Files.writeString(folder.resolve("kill-matrix.json"), WalletList.json(figures()));
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", plan.seed());
        figures.put("faults", rows.size());
        figures.put("tickets accepted", accepted);
        figures.put("requests without an answer", unanswered);
        figures.put("lost", count(v -> v.lost));
        figures.put("doubled", count(v -> v.doubled));
        figures.put("stuck", count(v -> v.stuck));
        figures.put("otherwise wrong", count(v -> v.wrong));
        figures.put("checks", verdicts.size());
        if (!clean()) {
            figures.put("found", verdicts.getLast().toString());
        }
        figures.put(
                "machine",
                Runtime.getRuntime().availableProcessors()
                        + " cores, "
                        + System.getProperty("os.name"));
        return figures;
    }

    private int count(java.util.function.Function<Invariants.Verdict, List<String>> of) {
        return verdicts.stream().mapToInt(verdict -> of.apply(verdict).size()).sum();
    }
}
