package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.Role;
import java.util.TreeSet;

/**
 * What surrounds every page.
 *
 * @param title of the page
 * @param tab the current item of the navigation
 * @param csrf what every form of the page carries
 */
record Frame(String title, String tab, Caller caller, String csrf) {

    /** Roles for people. */
    public String roles() {
        return String.join(", ", new TreeSet<>(caller.roles()));
    }

    /** Whether the caller may read the audit log. */
    public boolean mayAudit() {
        return caller.is(Role.ADMIN) || caller.is(Role.AUDITOR) || caller.is(Role.REGULATOR);
    }

    /** Whether the caller sees every operator. */
    public boolean isHouse() {
        return caller.isHouse();
    }

    /** Whether the caller may ask for corrections and decide on those of others. */
    public boolean mayDecide() {
        return caller.is(Role.ADMIN) || caller.is(Role.RISK);
    }

    /** Whether the caller may change everything. */
    public boolean isAdmin() {
        return caller.is(Role.ADMIN);
    }
}
