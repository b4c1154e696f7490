package fairdraw.reporting.access;

import java.util.List;

/** The realm's roles that may read reports, as the tokens name them (spec 6). */
public final class Role {

    /** Runs the house. */
    public static final String ADMIN = "admin";

    /** Manages what the house can lose. */
    public static final String RISK = "risk";

    /** Checks the books. */
    public static final String AUDITOR = "auditor";

    /** Supervises. */
    public static final String REGULATOR = "regulator";

    /** Reads its own operator, named by the token's claim {@code operator}. */
    public static final String OPERATOR = "operator";

    /** Roles that see every operator. */
    public static final List<String> HOUSE = List.of(ADMIN, RISK, AUDITOR, REGULATOR);

    private Role() {}
}
