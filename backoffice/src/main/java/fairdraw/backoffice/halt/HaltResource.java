package fairdraw.backoffice.halt;

import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/halts}: games that were stopped. */
@Path("/v1/halts")
@Produces(MediaType.APPLICATION_JSON)
public class HaltResource {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ReadCaller callers;
    private final GrpcHalts halts;
    private final ResumeGame games;

    HaltResource(ReadCaller callers, GrpcHalts halts, ResumeGame games) {
        this.callers = callers;
        this.halts = halts;
        this.games = games;
    }

    /** The newest first. */
    record Halts(List<HaltView> items) {}

    /** Why the game may go on. */
    record Note(@Nullable String reason) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<Halts> list() {
        return halts.list().map(Halts::new);
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN)
    public Uni<HaltView> resume(@PathParam("id") String id, @Nullable Note note) {
        return games.resume(callers.current(), uuid(id), note == null ? null : note.reason());
    }

    /** The id of a halt; what is none is not found. */
    public static UUID uuid(String id) {
        if (!UUID_FORM.matcher(id).matches()) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        return UUID.fromString(id);
    }
}
