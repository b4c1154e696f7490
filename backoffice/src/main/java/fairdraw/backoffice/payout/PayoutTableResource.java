package fairdraw.backoffice.payout;

import fairdraw.backoffice.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /v1/payout-tables}: what every bet pays, with exact figures. */
@Path("/v1/payout-tables")
@Produces(MediaType.APPLICATION_JSON)
class PayoutTableResource {

    private final ReadPayoutTables tables;

    PayoutTableResource(ReadPayoutTables tables) {
        this.tables = tables;
    }

    /** Every table. */
    record Tables(List<PayoutTableView> items) {}

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Tables list() {
        return new Tables(tables.all());
    }
}
