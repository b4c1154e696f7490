package fairdraw.reporting.access;

/**
 * Whose figures a caller may see.
 *
 * @param operator an operator's id, or {@value #HOUSE} for all; what row-level security compares
 */
public record Scope(String operator) {

    private static final String HOUSE = "*";

    /** Everything. */
    public static Scope house() {
        return new Scope(HOUSE);
    }

    /** One operator. */
    public static Scope of(String operator) {
        if (operator.isBlank() || operator.equals(HOUSE)) {
            throw new IllegalArgumentException("not an operator: " + operator);
        }
        return new Scope(operator);
    }

    /** Whether every operator is in it. */
    public boolean isHouse() {
        return operator.equals(HOUSE);
    }
}
