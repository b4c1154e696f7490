package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.halt.GrpcHalts;
import fairdraw.backoffice.halt.HaltResource;
import fairdraw.backoffice.halt.ResumeGame;
import fairdraw.kernel.RefusedException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The page of games that were stopped. */
@Path("/ui/halts")
@Produces(MediaType.TEXT_HTML)
class HaltPageResource {

    private final ReadCaller callers;
    private final GrpcHalts halts;
    private final ResumeGame games;
    private final Csrf csrf;

    HaltPageResource(ReadCaller callers, GrpcHalts halts, ResumeGame games, Csrf csrf) {
        this.callers = callers;
        this.halts = halts;
        this.games = games;
        this.csrf = csrf;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<TemplateInstance> show() {
        Caller caller = callers.current();
        var frame = new Frame("Stopped games", "halts", caller, csrf.token(caller));
        return halts.list()
                .map(found -> Pages.halts(frame, true, found))
                .onFailure(RefusedException.class)
                .recoverWithItem(() -> Pages.halts(frame, false, List.of()));
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> resume(
            @PathParam("id") String id,
            @RestForm("csrf") @Nullable String token,
            @RestForm("reason") @Nullable String reason) {
        Caller caller = callers.current();
        csrf.check(caller, token);
        return games.resume(caller, HaltResource.uuid(id), reason)
                .map(_ -> Response.seeOther(URI.create("/ui/halts")).build());
    }
}
