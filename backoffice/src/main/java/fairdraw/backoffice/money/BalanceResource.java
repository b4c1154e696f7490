package fairdraw.backoffice.money;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /v1/balances}: what operators owe, have paid ahead, and may still stake. */
@Path("/v1/balances")
@Produces(MediaType.APPLICATION_JSON)
class BalanceResource {

    private final ReadCaller callers;
    private final GrpcCorrections engine;

    BalanceResource(ReadCaller callers, GrpcCorrections engine) {
        this.callers = callers;
        this.engine = engine;
    }

    /** Every balance that the caller may see. */
    record Balances(List<BalanceView> items) {}

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Uni<Balances> list(@QueryParam("operator") @DefaultValue("") String operator) {
        Caller caller = callers.current();
        String of = caller.isHouse() ? operator : caller.operator().orElse("");
        if (!caller.isHouse() && (of.isEmpty() || !operator.isEmpty() && !operator.equals(of))) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        return engine.balances(of).map(Balances::new);
    }
}
