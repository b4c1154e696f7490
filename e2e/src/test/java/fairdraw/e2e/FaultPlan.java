package fairdraw.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which faults a run makes, in which order: a function of its seed. */
record FaultPlan(long seed, List<Fault> faults) {

    /** Everything that runs. */
    static final List<String> TARGETS =
            List.of(
                    "game-engine",
                    "fairness",
                    "gateway",
                    "operator-kit",
                    "postgres",
                    "kafka",
                    "redis",
                    "chain",
                    "beacon",
                    "notifier",
                    "backoffice",
                    "reporting",
                    "keycloak");

    /** Nobody calls them while a round runs, and they write nothing: a cut would cut nothing. */
    private static final Set<String> NOT_CUT = Set.of("notifier", "keycloak");

    private static final int JITTER_MAX_MS = 200;

    /**
     * A plan of so many faults. Every target and every kind comes before one comes again; past the
     * whole matrix it begins anew with other times.
     */
    static FaultPlan of(long seed, int count) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < count) {
            for (Fault fault : matrix(random)) {
                if (faults.size() < count) {
                    faults.add(numbered(faults.size() + 1, fault));
                }
            }
        }
        return new FaultPlan(seed, List.copyOf(faults));
    }

    /**
     * Every target x kind x step once. It goes by rounds over the targets; in each of them a target
     * takes its next pair of kind and step, of which each target has an order of its own.
     */
    private static List<Fault> matrix(Random random) {
        List<List<Fault>> byTarget = new ArrayList<>();
        for (String target : TARGETS) {
            List<Fault> own = new ArrayList<>();
            for (Fault.Step step : Fault.Step.values()) {
                for (Fault.Kind kind : kinds(target)) {
                    int jitter = random.nextInt(JITTER_MAX_MS);
                    own.add(new Fault(0, target, kind, step, jitter));
                }
            }
            Collections.shuffle(own, random);
            byTarget.add(own);
        }
        List<Fault> all = new ArrayList<>();
        while (!byTarget.isEmpty()) {
            Collections.shuffle(byTarget, random);
            byTarget.forEach(own -> all.add(own.removeLast()));
            byTarget.removeIf(List::isEmpty);
        }
        return all;
    }

    private static List<Fault.Kind> kinds(String target) {
        return Arrays.stream(Fault.Kind.values())
                .filter(kind -> kind != Fault.Kind.CUT || !NOT_CUT.contains(target))
                .toList();
    }

    private static Fault numbered(int number, Fault fault) {
        return new Fault(number, fault.target(), fault.kind(), fault.step(), fault.jitterMs());
    }
}
