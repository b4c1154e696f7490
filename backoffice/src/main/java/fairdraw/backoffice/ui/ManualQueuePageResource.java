package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.money.GrpcManualQueue;
import fairdraw.backoffice.money.RetryParked;
import fairdraw.kernel.RefusedException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The pages of stuck money. */
@Path("/ui/manual-queue")
@Produces(MediaType.TEXT_HTML)
class ManualQueuePageResource {

    private static final int PAGE_CALLS = 50;

    private final ReadCaller callers;
    private final GrpcManualQueue queue;
    private final RetryParked retry;
    private final Csrf csrf;
    private final InstantSource clock;

    ManualQueuePageResource(
            ReadCaller callers,
            GrpcManualQueue queue,
            RetryParked retry,
            Csrf csrf,
            InstantSource clock) {
        this.callers = callers;
        this.queue = queue;
        this.retry = retry;
        this.csrf = csrf;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<TemplateInstance> queue(@QueryParam("after") @DefaultValue("") String after) {
        Frame frame = frame("Manual queue", "queue");
        Instant now = clock.instant();
        return Uni.combine()
                .all()
                .unis(queue.liabilities(""), queue.parked("", after, PAGE_CALLS))
                .asTuple()
                .map(found ->
                        Pages.queue(
                                frame,
                                true,
                                found.getItem1(),
                                found.getItem2().items(),
                                Objects.requireNonNullElse(found.getItem2().next(), ""),
                                now))
                .onFailure(RefusedException.class)
                .recoverWithItem(() -> Pages.queue(frame, false, List.of(), List.of(), "", now));
    }

    @GET
    @Path("/{transaction}")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<TemplateInstance> call(
            @PathParam("transaction") String transaction,
            @QueryParam("done") @DefaultValue("") String done) {
        Frame frame = frame("Call to a wallet", "queue");
        String notice = done.equals("retried") ? "It is being sent once more." : "";
        return queue.call(transaction)
                .map(call ->
                        Pages.parked(
                                frame,
                                call.transaction(),
                                call.attempts(),
                                notice,
                                clock.instant()));
    }

    @POST
    @Path("/{transaction}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> retry(
            @PathParam("transaction") String transaction,
            @RestForm("csrf") @Nullable String token) {
        Caller caller = callers.current();
        csrf.check(caller, token);
        return retry.retry(caller, transaction)
                .map(_ ->
                        Response.seeOther(
                                        URI.create(
                                                "/ui/manual-queue/"
                                                        + transaction
                                                        + "?done=retried"))
                                .build());
    }

    private Frame frame(String title, String tab) {
        Caller caller = callers.current();
        return new Frame(title, tab, caller, csrf.token(caller));
    }
}
