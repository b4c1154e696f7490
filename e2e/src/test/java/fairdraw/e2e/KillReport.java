package fairdraw.e2e;

import fairdraw.e2e.Fault.Kind;
import fairdraw.e2e.Fault.Step;
import fairdraw.e2e.Verdict.Harm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a run of the kill matrix did and found: one page that can be published. */
final class KillReport {

    private final FaultPlan plan;
    private final Path folder = Platform.root().resolve("e2e/target/kill-matrix");
    private final long beganNanos = System.nanoTime();
    private final List<Row> rows = new ArrayList<>();
    private final List<Auditor.Cut> complete = new ArrayList<>();
    private final Map<Defect, Boolean> planted = new EnumMap<>(Defect.class);
    private int accepted;
    private long unanswered;

    /**
     * A fault and what became of it.
     *
     * @param betting until a bet was asked for and taken
     * @param back until the process ran again; zero for what was not ended
     * @param whole from the end of the fault before to the end of the check
     */
    record Row(Fault fault, Duration betting, Duration back, Auditor.Cut cut, Duration whole) {}

    KillReport(FaultPlan plan) {
        this.plan = plan;
    }

    void checked(Row row, Bettors bettors) {
        rows.add(row);
        count(bettors);
        System.out.printf(
                "%s: betting again after %d ms, back after %d ms; %s%n",
                row.fault, row.betting.toMillis(), row.back.toMillis(), row.cut);
    }

    /** Everything from the first round on was checked again, with nothing on its way. */
    void complete(Auditor.Cut cut, Bettors bettors) {
        complete.add(cut);
        count(bettors);
        System.out.printf("complete check: %s%n", cut);
        for (Defect defect : Defect.values()) {
            defect.isNamed(cut.evidence()).ifPresent(named -> planted.put(defect, named));
        }
    }

    private void count(Bettors bettors) {
        accepted = bettors.accepted();
        unanswered = bettors.unanswered();
    }

    boolean clean() {
        return findings().isEmpty() && planted.values().stream().allMatch(named -> named);
    }

    /** Whether something did not end, so that nothing later could be believed. */
    boolean stuck() {
        return findings().stream().anyMatch(finding -> finding.contains(Harm.STUCK.name()));
    }

    /** The page. */
    String text() {
        StringBuilder page = new StringBuilder("# Kill matrix\n\n");
        figures().forEach((what, value) -> page.append("- %s: %s%n".formatted(what, value)));
        findings().forEach(finding -> page.append("- found: %s%n".formatted(finding)));
        faults(page);
        matrix(page);
        return page.toString();
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("kill-matrix.md"), text());
        Files.writeString(folder.resolve("kill-matrix.json"), WalletList.json(figures()));
    }

    private void faults(StringBuilder page) {
        page.append(
                """

                After each fault the rounds since the check before were checked, up to the newest
                that had ended with everything delivered; the struck round is among them, and
                nobody stopped betting. 1 to 6 are the invariants of the money. A fault of this
                run is seen again by its number, with `-De2e.seed=%d -De2e.only=N`.

                | # | what | whom | step of the round | betting again | it runs again | rounds \
                checked | tickets | 1 | 2 | 3 | 4 | 5 | 6 | waited for the end | check |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """
                        .formatted(plan.seed()));
        for (Row row : rows) {
            Fault fault = row.fault;
            Evidence evidence = row.cut.evidence();
            page.append(
                    "| %d | %s | %s | %s +%d ms | %s | %s | %d..%d | %d | %s | %s | %d ms |%n"
                            .formatted(
                                    fault.number(),
                                    fault.kind(),
                                    fault.target(),
                                    fault.step(),
                                    fault.jitterMs(),
                                    seconds(row.betting),
                                    row.back.isZero() ? "" : seconds(row.back),
                                    evidence.after() + 1,
                                    evidence.upTo(),
                                    evidence.tickets().size(),
                                    invariants(row.cut.verdict()),
                                    seconds(row.cut.waited()),
                                    row.cut.took().toMillis()));
        }
    }

    private static String invariants(Verdict verdict) {
        return IntStream.rangeClosed(1, Verdict.INVARIANTS)
                .mapToObj(i -> verdict.holds(i) ? "ok" : "BROKEN")
                .collect(Collectors.joining(" | "));
    }

    /** What was done to whom at which step, and why not. */
    private void matrix(StringBuilder page) {
        page.append("\n## Coverage: K killed, S stopped, C cut off\n\n| whom |");
        for (Step step : Step.values()) {
            page.append(" ").append(step).append(" |");
        }
        page.append("\n|---|").append("---|".repeat(Step.values().length)).append("\n");
        Map<String, List<String>> reasons = new TreeMap<>();
        int open = 0;
        for (FaultPlan.Target target : FaultPlan.TARGETS) {
            page.append("| ").append(target.name()).append(" |");
            for (Step step : Step.values()) {
                StringBuilder cell = new StringBuilder();
                for (Kind kind : Kind.values()) {
                    long times = times(target, kind, step);
                    String why = target.whyNot(kind, step);
                    if (times > 0) {
                        cell.append(kind.name(), 0, 1).append(times > 1 ? times : "");
                    } else if (why.isEmpty()) {
                        cell.append("·");
                        open++;
                    } else {
                        reasons.computeIfAbsent(target.name() + ": " + why, _ -> new ArrayList<>())
                                .add(kind + " at " + step);
                    }
                }
                page.append(" ").append(cell).append(" |");
            }
            page.append("\n");
        }
        page.append("\n· makes sense and was not done in this run: %d%n%n".formatted(open));
        page.append("Not done by any run:\n\n");
        reasons.forEach(
                (why, what) -> page.append("- %s (%d cells)%n".formatted(why, what.size())));
    }

    private long times(FaultPlan.Target target, Kind kind, Step step) {
        return rows.stream()
                .map(Row::fault)
                .filter(it -> it.target().equals(target.name()))
                .filter(it -> it.kind() == kind && it.step() == step)
                .count();
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        rows.forEach(row ->
                row.cut.verdict().findings().forEach(it -> findings.add(row.fault + ": " + it)));
        complete.forEach(cut ->
                cut.verdict().findings().forEach(it -> findings.add("complete check: " + it)));
        planted.forEach((defect, named) -> {
            if (!named) {
                findings.add("the checker did not notice " + defect);
            }
        });
        return findings;
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", plan.seed());
        figures.put("faults", rows.size());
        figures.put("tickets accepted", accepted);
        figures.put("requests without an answer", unanswered);
        for (Harm harm : Harm.values()) {
            figures.put(harm.name().toLowerCase(Locale.ROOT), count(harm));
        }
        figures.put("checks while betting", rows.size());
        figures.put("complete checks with nothing on its way", complete.size());
        figures.put(
                "planted defects that the checker named",
                planted.values().stream().filter(named -> named).count() + " of " + planted.size());
        figures.put("took", seconds(Duration.ofNanos(System.nanoTime() - beganNanos)));
        figures.put(
                "a fault and its check, on average", mean(rows.stream().map(Row::whole).toList()));
        figures.put(
                "of which waiting for what was struck to end",
                mean(rows.stream().map(row -> row.cut.waited()).toList()));
        figures.put(
                "of which reading and checking",
                mean(rows.stream().map(row -> row.cut.took()).toList()));
        figures.put(
                "machine",
                Runtime.getRuntime().availableProcessors()
                        + " cores, "
                        + System.getProperty("os.name"));
        return figures;
    }

    private static String mean(List<Duration> durations) {
        return durations.isEmpty()
                ? "-"
                : seconds(
                        durations.stream()
                                .reduce(Duration.ZERO, Duration::plus)
                                .dividedBy(durations.size()));
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private long count(Harm harm) {
        return rows.stream().mapToLong(row -> row.cut.verdict().of(harm)).sum()
                + complete.stream().mapToLong(cut -> cut.verdict().of(harm)).sum();
    }
}
