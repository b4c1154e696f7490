package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.money.GrpcCorrections;
import fairdraw.kernel.RefusedException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The page of operators' balances. */
@Path("/ui/balances")
@Produces(MediaType.TEXT_HTML)
class BalancePageResource {

    private final ReadCaller callers;
    private final GrpcCorrections engine;
    private final Csrf csrf;

    BalancePageResource(ReadCaller callers, GrpcCorrections engine, Csrf csrf) {
        this.callers = callers;
        this.engine = engine;
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
    public Uni<TemplateInstance> balances() {
        Frame frame = frame("Balances", "balances");
        Caller caller = frame.caller();
        String of = caller.isHouse() ? "" : caller.operator().orElse("");
        if (!caller.isHouse() && of.isEmpty()) {
            return Uni.createFrom().item(Pages.balances(frame, true, List.of()));
        }
        return engine.balances(of)
                .map(found -> Pages.balances(frame, true, found))
                .onFailure(RefusedException.class)
                .recoverWithItem(() -> Pages.balances(frame, false, List.of()));
    }

    private Frame frame(String title, String tab) {
        Caller caller = callers.current();
        return new Frame(title, tab, caller, csrf.token(caller));
    }
}
