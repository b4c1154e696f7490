package fairdraw.reporting.monitor;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/rtp-monitor}: does what was paid and drawn look like chance. */
@Path("/v1/rtp-monitor")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class MonitorResource {

    private final ReadScope scopes;
    private final ReadMonitor monitor;

    MonitorResource(ReadScope scopes, ReadMonitor monitor) {
        this.scopes = scopes;
        this.monitor = monitor;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<MonitorReport> report(@QueryParam("game") @DefaultValue("") String game) {
        if (!game.matches("[A-Za-z0-9_-]{0,40}")) {
            String rule = "game is 1 to 40 letters, digits, - and _.";
            throw Refusal.of(RefusalCode.INVALID_FIELD, "game", rule).toException();
        }
        return monitor.report(scopes.current(), game);
    }
}
