package fairdraw.reporting.ui;

import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.monitor.ReadMonitor;
import fairdraw.reporting.ui.Pages.Reader;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The page of the RTP monitor. */
@Path("/ui/monitor")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class MonitorPageResource {

    private final ReadScope scopes;
    private final ReadMonitor monitor;

    MonitorPageResource(ReadScope scopes, ReadMonitor monitor) {
        this.scopes = scopes;
        this.monitor = monitor;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<TemplateInstance> show() {
        Scope scope = scopes.current();
        var reader = new Reader(scopes.name(), scope.isHouse(), "RTP monitor", "monitor");
        return monitor.report(scope, "").map(report -> Pages.monitor(reader, report));
    }
}
