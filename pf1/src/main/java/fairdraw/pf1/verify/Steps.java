package fairdraw.pf1.verify;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** Steps of a verification, in the order in which each builds on those before. */
final class Steps {

    private final SequencedMap<String, Supplier<Finding>> steps = new LinkedHashMap<>();

    Steps add(String name, Supplier<Finding> step) {
        steps.put(name, step);
        return this;
    }

    Steps addAll(Steps more) {
        steps.putAll(more.steps);
        return this;
    }

    /** Every step up to the first that failed. */
    SequencedMap<String, Finding> run() {
        var findings = new LinkedHashMap<String, Finding>();
        for (var step : steps.entrySet()) {
            var finding = finding(step.getValue());
            findings.put(step.getKey(), finding);
            if (finding.failed()) {
                return findings;
            }
        }
        return findings;
    }

    private static Finding finding(Supplier<Finding> step) {
        try {
            return step.get();
        } catch (ArithmeticException | IllegalArgumentException nonsense) {
            // Numbers and keys that no honest house could publish, such as a time past the year
            // 200 million: the step that meets them first says so.
            return Finding.failed("impossible value: " + nonsense.getMessage());
        }
    }
}
