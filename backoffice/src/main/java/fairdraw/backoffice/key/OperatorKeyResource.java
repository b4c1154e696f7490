package fairdraw.backoffice.key;

import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operators/{id}/keys}: the keys of an operator. */
@Path("/v1/operators/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class OperatorKeyResource {

    private final ReadCaller callers;
    private final ManageKeys keys;

    OperatorKeyResource(ReadCaller callers, ManageKeys keys) {
        this.callers = callers;
        this.keys = keys;
    }

    /** Every key of the operator, newest first. */
    record Keys(List<OperatorKeyView> items) {}

    /** What a new key is for: API or WALLET. */
    record KeyDraft(@Nullable String purpose) {}

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Uni<Keys> list(@PathParam("id") String id) {
        callers.whoSees(id);
        return keys.list(id).map(Keys::new);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> create(@PathParam("id") String id, @Nullable KeyDraft draft) {
        KeyPurpose purpose = purpose(draft == null ? null : draft.purpose());
        return keys.create(callers.current(), id, purpose)
                .map(made ->
                        Response.status(Response.Status.CREATED)
                                .header("Cache-Control", "no-store")
                                .entity(made)
                                .build());
    }

    @DELETE
    @Path("/{key}")
    @RolesAllowed(Role.ADMIN)
    public Uni<OperatorKeyView> revoke(@PathParam("id") String id, @PathParam("key") String key) {
        return keys.revoke(callers.current(), id, key);
    }

    private static KeyPurpose purpose(@Nullable String name) {
        if ("API".equals(name)) {
            return KeyPurpose.KEY_PURPOSE_API;
        }
        if ("WALLET".equals(name)) {
            return KeyPurpose.KEY_PURPOSE_WALLET;
        }
        throw Refusal.of(RefusalCode.INVALID_FIELD, "purpose", "purpose is API or WALLET.")
                .toException();
    }
}
