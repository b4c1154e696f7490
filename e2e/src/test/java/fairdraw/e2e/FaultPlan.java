package fairdraw.e2e;

import static fairdraw.e2e.Fault.Kind.KILL;
import static fairdraw.e2e.Fault.Kind.STOP;
import static fairdraw.e2e.Fault.Step.CONFIRMING;
import static fairdraw.e2e.Fault.Step.DRAWING;
import static fairdraw.e2e.Fault.Step.OPENING;
import static fairdraw.e2e.Fault.Step.PUBLISHING;
import static fairdraw.e2e.Fault.Step.RESERVING;
import static fairdraw.e2e.Fault.Step.SEALING;
import static fairdraw.e2e.Fault.Step.SETTLING;
import static fairdraw.e2e.Fault.Step.WAITING_FOR_BEACON;

import fairdraw.e2e.Fault.Kind;
import fairdraw.e2e.Fault.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Which faults a run makes, in which order: a function of its seed. */
record FaultPlan(long seed, List<Fault> faults) {

    private static final Set<Step> ALL = EnumSet.allOf(Step.class);
    private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);
    private static final int JITTER_MAX_MS = 200;

    /**
     * What can happen to something that runs, and when in a round that makes a difference.
     *
     * @param whyNotAtOtherSteps empty when there are none
     * @param whyNotOtherwise why a kind of fault is left out; empty when none is
     */
    record Target(
            String name,
            Set<Step> steps,
            String whyNotAtOtherSteps,
            Set<Kind> kinds,
            String whyNotOtherwise) {

        private static Target anywhere(String name) {
            return new Target(name, ALL, "", ANY, "");
        }

        private static Target at(Set<Step> steps, String name, String otherwise) {
            return new Target(name, steps, otherwise, ANY, "");
        }

        private Target uncut(String why) {
            return new Target(name, steps, whyNotAtOtherSteps, EnumSet.of(KILL, STOP), why);
        }

        boolean has(Kind kind, Step step) {
            return kinds.contains(kind) && steps.contains(step);
        }

        /** Why this is not done to it; empty when it is. */
        String whyNot(Kind kind, Step step) {
            return !kinds.contains(kind)
                    ? whyNotOtherwise
                    : steps.contains(step) ? "" : whyNotAtOtherSteps;
        }
    }

    /** Everything that runs. */
    static final List<Target> TARGETS =
            List.of(
                    Target.anywhere("game-engine"),
                    Target.anywhere("gateway"),
                    Target.anywhere("fairness"),
                    Target.anywhere("operator-kit"),
                    Target.anywhere("postgres"),
                    Target.anywhere("kafka"),
                    Target.at(
                            EnumSet.of(OPENING, RESERVING, CONFIRMING),
                            "redis",
                            "the gateway alone asks it, and at the other steps takes no ticket"),
                    Target.at(
                            EnumSet.of(OPENING, SEALING, WAITING_FOR_BEACON, DRAWING),
                            "beacon",
                            "nobody asks it but to draw, and to open with at most one undrawn"),
                    Target.at(
                            EnumSet.of(OPENING, PUBLISHING),
                            "chain",
                            "it holds batches of rounds, ahead of them and after them"),
                    Target.at(
                                    EnumSet.of(OPENING, DRAWING),
                                    "notifier",
                                    "it tells the feed what the topics say, a step like another")
                            .uncut("nobody calls it while a round runs, and it writes nothing"),
                    Target.at(
                            EnumSet.of(OPENING, CONFIRMING),
                            "backoffice",
                            "it only tells terms, which a round takes when it opens"),
                    Target.at(
                            EnumSet.of(CONFIRMING, SETTLING),
                            "reporting",
                            "it counts accepted and settled bets by the topics"),
                    Target.at(
                                    EnumSet.of(RESERVING, SETTLING),
                                    "keycloak",
                                    "people sign in with it; no step of a round knows it")
                            .uncut("nobody calls it while a round runs, and it writes nothing"));

    /**
     * A plan of so many faults. It goes over the targets, each time in another order, and takes the
     * next fault of each: one of a step and a kind that were rare until then. After everything that
     * makes sense was done once it begins anew with other times.
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

    /** The same with only the faults of these numbers, to see one again. */
    FaultPlan only(Set<Integer> numbers) {
        return new FaultPlan(
                seed, faults.stream().filter(it -> numbers.contains(it.number())).toList());
    }

    private static List<Fault> matrix(Random random) {
        List<List<Fault>> byTarget = new ArrayList<>();
        for (Target target : TARGETS) {
            List<Fault> own = new ArrayList<>();
            for (Step step : target.steps) {
                for (Kind kind : target.kinds) {
                    own.add(new Fault(0, target.name, kind, step, random.nextInt(JITTER_MAX_MS)));
                }
            }
            Collections.shuffle(own, random);
            byTarget.add(own);
        }
        Map<Enum<?>, Integer> seen = new HashMap<>();
        List<Fault> all = new ArrayList<>();
        while (!byTarget.isEmpty()) {
            Collections.shuffle(byTarget, random);
            byTarget.forEach(own -> all.add(rarest(own, seen)));
            byTarget.removeIf(List::isEmpty);
        }
        return all;
    }

    private static Fault rarest(List<Fault> own, Map<Enum<?>, Integer> seen) {
        Fault rarest = own.getFirst();
        for (Fault fault : own) {
            if (count(fault, seen) < count(rarest, seen)) {
                rarest = fault;
            }
        }
        own.remove(rarest);
        seen.merge(rarest.step(), 1, Integer::sum);
        seen.merge(rarest.kind(), 1, Integer::sum);
        return rarest;
    }

    private static int count(Fault fault, Map<Enum<?>, Integer> seen) {
        return seen.getOrDefault(fault.step(), 0) * Kind.values().length
                + seen.getOrDefault(fault.kind(), 0);
    }

    private static Fault numbered(int number, Fault fault) {
        return new Fault(number, fault.target(), fault.kind(), fault.step(), fault.jitterMs());
    }
}
