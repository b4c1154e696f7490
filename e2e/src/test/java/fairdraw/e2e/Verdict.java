package fairdraw.e2e;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong, each by the invariant of spec 5 that it breaks. */
final class Verdict {

    /** How many invariants there are. */
    static final int INVARIANTS = 6;

    private final List<Finding> findings = new ArrayList<>();

    /** What it does to people. */
    enum Harm {
        /** Money or a bet that was promised and is not there. */
        LOST,
        /** Money that moved twice, or that nobody owed. */
        DOUBLED,
        /** What has not ended though it had its time. */
        STUCK,
        /** Anything else that the books, the proofs or the topics say wrongly. */
        WRONG
    }

    /**
     * One thing that is wrong.
     *
     * @param invariant 1..6
     */
    record Finding(int invariant, Harm harm, String what) {
        @Override
        public String toString() {
            return "invariant %d, %s: %s".formatted(invariant, harm, what);
        }
    }

    void add(int invariant, Harm harm, String what) {
        findings.add(new Finding(invariant, harm, what));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    boolean clean() {
        return findings.isEmpty();
    }

    long of(Harm harm) {
        return findings.stream().filter(finding -> finding.harm == harm).count();
    }

    /** Whether an invariant holds. */
    boolean holds(int invariant) {
        return findings.stream().noneMatch(finding -> finding.invariant == invariant);
    }

    @Override
    public String toString() {
        return clean()
                ? "clean"
                : String.join("; ", findings.stream().map(Finding::toString).toList());
    }
}
