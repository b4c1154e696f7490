package fairdraw.reporting.ui;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Leads to the first page. */
@Path("/")
class StartPageResource {

    @GET
    @PermitAll
    public Response start() {
        return Response.seeOther(URI.create("/ui/revenue")).build();
    }
}
