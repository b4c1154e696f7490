package fairdraw.reporting.ui;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where people arrive, and where the realm sends them back to. */
@Path("/")
class StartPageResource {

    private static final URI FIRST = URI.create("/ui/revenue");

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response start() {
        return Response.seeOther(FIRST).build();
    }

    /** The end of a sign-in: what comes before this line leads to the page that was asked for. */
    @GET
    @Path("/ui/signed-in")
    @Authenticated
    @Operation(hidden = true)
    public Response signedIn() {
        return Response.seeOther(FIRST).build();
    }

    /** The end of a session: who is signed in is sent to the realm before this line. */
    @GET
    @Path("/ui/sign-out")
    @Authenticated
    @Operation(hidden = true)
    public Response signedOut() {
        return Response.seeOther(URI.create("/")).build();
    }
}
