package fairdraw.backoffice.money;

import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;

/** {@code /v1/manual-queue}: what is owed to wallets and waits for people. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
class ManualQueueResource {

    private static final int PAGE_MAX = 200;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    private final ReadCaller callers;
    private final GrpcManualQueue queue;
    private final RetryParked retry;

    ManualQueueResource(ReadCaller callers, GrpcManualQueue queue, RetryParked retry) {
        this.callers = callers;
        this.queue = queue;
        this.retry = retry;
    }

    /** What is owed, by operator, currency and mode. */
    record Liabilities(List<LiabilityView> items) {}

    @GET
    @Path("/manual-queue")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<ParkedPage> list(
            @QueryParam("operator") @DefaultValue("") String operator,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        if (!LIMIT.matcher(limit).matches() || Integer.parseInt(limit) > PAGE_MAX) {
            String rule = "limit is a whole number from 1 to " + PAGE_MAX + ".";
            throw Refusal.of(RefusalCode.INVALID_FIELD, "limit", rule).toException();
        }
        return queue.parked(operator, after, Integer.parseInt(limit));
    }

    @GET
    @Path("/manual-queue/{transaction}")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<ParkedCall> get(@PathParam("transaction") String transaction) {
        return queue.call(transaction);
    }

    /** Sends it once more; to close it takes an approval of two persons. */
    @POST
    @Path("/manual-queue/{transaction}/retry")
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> retry(@PathParam("transaction") String transaction) {
        return retry.retry(callers.current(), transaction).map(_ -> Response.accepted().build());
    }

    @GET
    @Path("/liabilities")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<Liabilities> liabilities(@QueryParam("operator") @DefaultValue("") String operator) {
        return queue.liabilities(operator).map(Liabilities::new);
    }
}
