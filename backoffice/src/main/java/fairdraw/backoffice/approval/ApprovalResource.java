package fairdraw.backoffice.approval;

import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.approval.DecideApproval.Decision;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/approvals}: what one person asks for and another one decides. */
@Path("/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
class ApprovalResource {

    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Set<String> STATES =
            Set.of(
                    "",
                    "REQUESTED",
                    "APPROVED",
                    "DONE",
                    "FAILED",
                    "REFUSED",
                    "WITHDRAWN",
                    "EXPIRED");

    private final ReadCaller callers;
    private final ReadApprovals approvals;
    private final DecideApproval decide;

    ApprovalResource(ReadCaller callers, ReadApprovals approvals, DecideApproval decide) {
        this.callers = callers;
        this.approvals = approvals;
        this.decide = decide;
    }

    /** One page, newest first; {@code next} is the {@code after} of the page that follows. */
    record Page(List<ApprovalView> items, @Nullable String next) {}

    /** Why it is refused. */
    record Note(@Nullable String reason) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<Page> list(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = ReadApprovals.PAGE_APPROVALS_MAX;
        if (!LIMIT.matcher(limit).matches() || Integer.parseInt(limit) > most) {
            throw refusal("limit", "limit is a whole number from 1 to " + most + ".");
        }
        if (!STATES.contains(state)) {
            throw refusal("state", "state is one of " + STATES + ".");
        }
        int size = Integer.parseInt(limit);
        return approvals
                .page(state, after, size)
                .map(items ->
                        new Page(
                                items,
                                items.size() < size ? null : items.getLast().id().toString()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<ApprovalView> get(@PathParam("id") String id) {
        return approvals.byId(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> ask(@Nullable OrderDraft draft) {
        if (draft == null) {
            throw refusal("", "The body must be an object.");
        }
        return decide.ask(callers.current(), draft)
                .map(ApprovalResource::standing)
                .map(view ->
                        Response.created(URI.create("/v1/approvals/" + view.id()))
                                .entity(view)
                                .build());
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<ApprovalView> approve(@PathParam("id") String id) {
        return decide.approve(callers.current(), ReadApprovals.uuid(id))
                .map(ApprovalResource::standing);
    }

    @POST
    @Path("/{id}/refuse")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<ApprovalView> refuse(@PathParam("id") String id, @Nullable Note note) {
        return decide.refuse(
                        callers.current(),
                        ReadApprovals.uuid(id),
                        note == null ? null : note.reason())
                .map(ApprovalResource::standing);
    }

    @POST
    @Path("/{id}/withdraw")
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<ApprovalView> withdraw(@PathParam("id") String id) {
        return decide.withdraw(callers.current(), ReadApprovals.uuid(id))
                .map(ApprovalResource::standing);
    }

    private static ApprovalView standing(Decision decision) {
        return switch (decision) {
            case Decision.Stands(var approval) -> ApprovalView.of(approval);
            case Decision.Barred(var reasons) -> throw first(reasons).toException();
        };
    }

    /** The first reason, with all of them as {@code errors}. */
    private static Refusal first(List<Refusal> reasons) {
        Refusal first = reasons.getFirst();
        List<Map<String, String>> all =
                reasons.stream()
                        .map(each -> Map.of("field", each.field(), "detail", each.detail()))
                        .toList();
        return reasons.size() == 1
                ? first
                : new Refusal(first.code(), first.field(), first.detail(), Map.of("errors", all));
    }

    private static RuntimeException refusal(String field, String detail) {
        return Refusal.of(RefusalCode.INVALID_FIELD, field, detail).toException();
    }
}
