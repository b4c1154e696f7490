package fairdraw.operatorkit.tester.rule;

import fairdraw.operatorkit.tester.rule.Result.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Plays scenarios one after the other; after each the money must add up. */
public final class RunScenarios {

    private final Bench bench;
    private final Consumer<Result> listener;
    private final Map<String, Status> statuses = new HashMap<>();
    private boolean counted;

    /** The listener hears of each result at once. */
    public RunScenarios(Bench bench, Consumer<Result> listener) {
        this.bench = bench;
        this.listener = listener;
    }

    /** The scenarios with these names and what they need, in order; all when there are none. */
    public static List<Scenario> chosen(Set<String> names) {
        Set<String> wanted = new HashSet<>(names);
        List<Scenario> all = Scenario.all();
        for (Scenario scenario : all.reversed()) {
            if (wanted.contains(scenario.name())) {
                wanted.addAll(scenario.needs());
            }
        }
        return all.stream().filter(it -> names.isEmpty() || wanted.contains(it.name())).toList();
    }

    /** Plays them in their order. */
    public List<Result> run(List<Scenario> scenarios) {
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Result result = play(scenario);
            statuses.put(scenario.name(), result.status());
            results.add(result);
            listener.accept(result);
        }
        return results;
    }

    private Result play(Scenario scenario) {
        Optional<String> missing =
                scenario.needs().stream()
                        .filter(need -> statuses.get(need) != Status.PASSED)
                        .findFirst();
        if (missing.isPresent()) {
            return new Result(
                    scenario,
                    Status.BLOCKED,
                    "Mend " + missing.get() + " first.",
                    Optional.empty(),
                    Duration.ZERO);
        }
        long before = 0;
        try {
            bench.begin(!scenario.needs().isEmpty());
            if (!counted && !scenario.needs().isEmpty()) {
                bench.run().balance(bench.balance());
                counted = true;
            }
            before = bench.balance();
            scenario.steps().accept(bench);
            List<Line> lines = bench.lines();
            if (counted) {
                addsUp(before, lines);
            }
            bench.run().passed(lines);
            if (scenario.name().equals(Scenario.ADJUSTMENT)) {
                bench.openRepairs();
            }
            return new Result(scenario, Status.PASSED, "", Optional.empty(), bench.elapsed());
        } catch (Finding finding) {
            startAgain(before);
            return new Result(
                    scenario, Status.FAILED, finding.wrong(), finding.evidence(), bench.elapsed());
        } catch (Finding.NotChecked not) {
            startAgain(before);
            return new Result(
                    scenario,
                    Status.NOT_CHECKED,
                    String.valueOf(not.getMessage()),
                    Optional.empty(),
                    bench.elapsed());
        }
    }

    private void addsUp(long before, List<Line> lines) {
        long moved = lines.stream().mapToLong(Line::effect).sum();
        long now = bench.readBalance();
        if (now - before != moved) {
            throw new Finding(
                    "The answers say that "
                            + moved
                            + " moved in all, and the balance changed by "
                            + (now - before)
                            + ".",
                    bench.newest());
        }
    }

    /** What went wrong is told once: its money is put right, and counted anew from here on. */
    private void startAgain(long before) {
        bench.spoil();
        if (counted) {
            try {
                bench.repair(before);
                bench.run().balance(bench.readBalance());
            } catch (Finding unreadable) {
                assert !unreadable.wrong().isEmpty();
                counted = false;
            }
        }
    }
}
