package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.payout.ReadPayoutTables;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The page of the payout tables. */
@Path("/ui/payout-tables")
@Produces(MediaType.TEXT_HTML)
class PayoutPageResource {

    private final ReadCaller callers;
    private final ReadPayoutTables tables;
    private final Csrf csrf;

    PayoutPageResource(ReadCaller callers, ReadPayoutTables tables, Csrf csrf) {
        this.callers = callers;
        this.tables = tables;
        this.csrf = csrf;
    }

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public TemplateInstance list() {
        Caller caller = callers.current();
        var frame = new Frame("Payout tables", "payouts", caller, csrf.token(caller));
        return Pages.payouts(frame, tables.all());
    }
}
