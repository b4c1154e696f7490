package fairdraw.games;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** An immutable set of outcomes, in ascending order. */
public final class Outcomes {

    private final int[] sorted;

    private Outcomes(int[] sorted) {
        this.sorted = sorted;
    }

    /** One outcome. */
    static Outcomes of(int outcome) {
        return new Outcomes(new int[] {outcome});
    }

    /** Every outcome 0..M-1 for which the condition holds. */
    static Outcomes where(int outcomes, IntPredicate condition) {
        return new Outcomes(IntStream.range(0, outcomes).filter(condition).toArray());
    }

    /** Number of outcomes. */
    public int size() {
        return sorted.length;
    }

    /** Whether the outcome is in. */
    public boolean contains(int outcome) {
        return Arrays.binarySearch(sorted, outcome) >= 0;
    }

    /** Each outcome, ascending. */
    public void forEach(IntConsumer action) {
        for (int outcome : sorted) {
            action.accept(outcome);
        }
    }

    /** The outcomes, ascending. */
    public IntStream stream() {
        return Arrays.stream(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcomes that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return sorted.length + " outcomes";
    }
}
