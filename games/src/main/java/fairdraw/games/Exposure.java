package fairdraw.games;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a set of bets on one round is owed on each outcome, in minor units of one currency (spec 3).
 * Not safe for several threads.
 */
public final class Exposure {

    private final long[] owed;

    /** Of no bets, over M outcomes. */
    public Exposure(int outcomes) {
        if (outcomes < 1) {
            throw new IllegalArgumentException("no outcomes");
        }
        this.owed = new long[outcomes];
    }

    private Exposure(long[] owed) {
        this.owed = owed;
    }

    /** From what was stored: one amount for each outcome, none negative. */
    public static Exposure of(long[] owed) {
        for (long amount : owed) {
            if (amount < 0) {
                throw new IllegalArgumentException("negative exposure: " + amount);
            }
        }
        return new Exposure(owed.clone());
    }

    /** M. */
    public int outcomes() {
        return owed.length;
    }

    /** What is owed on this outcome. */
    public long at(int outcome) {
        return owed[outcome];
    }

    /** What is owed on the worst outcome. */
    public long max() {
        return Arrays.stream(owed).max().orElseThrow();
    }

    /**
     * What would be owed on the worst of the outcomes that the bet covers if it were added; the
     * largest 64-bit number if that is more than 64 bits hold, so that it passes no limit.
     */
    public long maxWith(Liability bet) {
        long max = 0;
        for (var part : bet.parts()) {
            long held = maxOn(part.outcomes());
            long sum = held + part.payoutMinor();
            max = Math.max(max, sum < 0 ? Long.MAX_VALUE : sum);
        }
        return max;
    }

    /**
     * Adds a bet.
     *
     * @throws ArithmeticException if an amount would not fit 64 bits; nothing is added then
     */
    public void add(Liability bet) {
        if (maxWith(bet) == Long.MAX_VALUE) {
            throw new ArithmeticException("exposure past 64 bits");
        }
        for (var part : bet.parts()) {
            part.outcomes().forEach(outcome -> owed[outcome] += part.payoutMinor());
        }
    }

    /**
     * Takes away a bet that was added.
     *
     * @throws IllegalStateException if it cannot have been; nothing is taken away then
     */
    public void remove(Liability bet) {
        for (var part : bet.parts()) {
            if (part.outcomes().stream().anyMatch(o -> owed[o] < part.payoutMinor())) {
                throw new IllegalStateException("the bet was never added");
            }
        }
        for (var part : bet.parts()) {
            part.outcomes().forEach(outcome -> owed[outcome] -= part.payoutMinor());
        }
    }

    /** Both together; the outcomes must be equally many. */
    public Exposure plus(Exposure other) {
        if (other.owed.length != owed.length) {
            throw new IllegalArgumentException("another game's exposure");
        }
        var sum = new long[owed.length];
        Arrays.setAll(sum, outcome -> Math.addExact(owed[outcome], other.owed[outcome]));
        return new Exposure(sum);
    }

    /**
     * The largest stake of this selection that keeps every outcome within the limit; 0 if none
     * does.
     */
    public long largestStake(Selection.Parsed selection, long limitMinor) {
        long largest = Long.MAX_VALUE;
        for (var cover : selection.covers()) {
            long room = limitMinor - maxOn(cover.outcomes());
            largest = Math.min(largest, cover.multiplier().largestStake(room));
        }
        return largest;
    }

    /** E_r: what is paid on average over all outcomes, exactly. */
    public Fraction expected() {
        var sum = BigInteger.ZERO;
        for (long amount : owed) {
            sum = sum.add(BigInteger.valueOf(amount));
        }
        return Fraction.of(sum, BigInteger.valueOf(owed.length));
    }

    /** Q_r: the average of the squares, exactly; the variance is Q_r - E_r^2. */
    public Fraction expectedSquare() {
        var sum = BigInteger.ZERO;
        for (long amount : owed) {
            var big = BigInteger.valueOf(amount);
            sum = sum.add(big.multiply(big));
        }
        return Fraction.of(sum, BigInteger.valueOf(owed.length));
    }

    /** One amount for each outcome. */
    public long[] toArray() {
        return owed.clone();
    }

    private long maxOn(Outcomes outcomes) {
        return outcomes.stream().mapToLong(outcome -> owed[outcome]).max().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exposure that && Arrays.equals(owed, that.owed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(owed);
    }
}
