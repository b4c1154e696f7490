package fairdraw.backoffice.access;

import java.util.List;

/** The realm's roles, as the tokens name them (spec 6). */
public final class Role {

    /** Changes everything. */
    public static final String ADMIN = "admin";

    /** Changes limits, reads everything. */
    public static final String RISK = "risk";

    /** Reads operators and their keys. */
    public static final String SUPPORT = "support";

    /** Reads everything. */
    public static final String AUDITOR = "auditor";

    /** Reads everything. */
    public static final String REGULATOR = "regulator";

    /** Reads its own operator, named by the token's claim {@code operator}. */
    public static final String OPERATOR = "operator";

    /** Roles that see every operator. */
    public static final List<String> HOUSE = List.of(ADMIN, RISK, SUPPORT, AUDITOR, REGULATOR);

    private Role() {}
}
