package fairdraw.games;

/**
 * How much a unit staked swings, by its standard deviation: under 2, to 8, to 20, above (spec 3).
 */
public enum Volatility {
    LOW,
    MEDIUM,
    HIGH,
    VERY_HIGH;

    private static final Fraction MEDIUM_FROM = Fraction.of(2 * 2, 1);
    private static final Fraction MEDIUM_TO = Fraction.of(8 * 8, 1);
    private static final Fraction HIGH_TO = Fraction.of(20 * 20, 1);

    /** The class of a variance per unit staked; squares are compared, so nothing is rounded. */
    public static Volatility of(Fraction variance) {
        if (variance.compareTo(MEDIUM_FROM) < 0) {
            return LOW;
        }
        if (variance.compareTo(MEDIUM_TO) <= 0) {
            return MEDIUM;
        }
        return variance.compareTo(HIGH_TO) <= 0 ? HIGH : VERY_HIGH;
    }
}
