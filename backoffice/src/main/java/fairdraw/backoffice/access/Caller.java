package fairdraw.backoffice.access;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param subject stable id of the person or program in the realm
 * @param name for people, such as the user name
 * @param roles of the realm
 * @param operator the operator that the caller belongs to, if any
 * @param session what ties the forms of a page to one sign-in
 */
public record Caller(
        String subject, String name, Set<String> roles, Optional<String> operator, String session) {

    /** The service itself, when it acts on nobody's order, such as at its first start. */
    public static Caller system(String name) {
        return new Caller("system/" + name, name, Set.of("system"), Optional.empty(), "");
    }

    /** Whether the caller has the role. */
    public boolean is(String role) {
        return roles.contains(role);
    }

    /** Whether the caller sees every operator. */
    public boolean isHouse() {
        return !Collections.disjoint(roles, Role.HOUSE);
    }

    /** Whether the caller may read this operator; the others do not exist for it. */
    public boolean sees(String operatorId) {
        return isHouse() || (is(Role.OPERATOR) && operator.equals(Optional.of(operatorId)));
    }
}
