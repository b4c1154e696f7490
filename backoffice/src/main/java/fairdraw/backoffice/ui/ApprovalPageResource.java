package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.approval.ApprovalView;
import fairdraw.backoffice.approval.DecideApproval;
import fairdraw.backoffice.approval.DecideApproval.Decision;
import fairdraw.backoffice.approval.Order.Kind;
import fairdraw.backoffice.approval.ReadApprovals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The pages of what two persons decide. */
@Path("/ui/approvals")
@Produces(MediaType.TEXT_HTML)
class ApprovalPageResource {

    private static final int UNPROCESSABLE = 422;
    private static final int PAGE_APPROVALS = 50;

    private final ReadCaller callers;
    private final ReadApprovals approvals;
    private final DecideApproval decide;
    private final Csrf csrf;

    ApprovalPageResource(
            ReadCaller callers, ReadApprovals approvals, DecideApproval decide, Csrf csrf) {
        this.callers = callers;
        this.approvals = approvals;
        this.decide = decide;
        this.csrf = csrf;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<TemplateInstance> list(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("after") @DefaultValue("") String after) {
        Caller caller = callers.current();
        return approvals
                .page(state, after, PAGE_APPROVALS)
                .map(page ->
                        Pages.approvals(
                                frame("Approvals", caller),
                                page,
                                state,
                                page.size() < PAGE_APPROVALS
                                        ? ""
                                        : page.getLast().id().toString()));
    }

    /** The form of a kind; what another page knows is filled in. */
    @GET
    @Path("/new")
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public TemplateInstance blank(
            @QueryParam("kind") @DefaultValue("") String name,
            @QueryParam("operator") @DefaultValue("") String operator,
            @QueryParam("currency") @DefaultValue("") String currency,
            @QueryParam("transaction") @DefaultValue("") String transaction) {
        var form = new OrderForm();
        form.id = Ids.next().toString();
        form.operator = operator;
        form.currency = currency;
        form.transaction = transaction;
        var page = OrderPage.of(kind(name), form, List.of());
        return Pages.order(frame(page.title(), callers.current()), page);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> ask(@BeanParam OrderForm form) {
        Caller caller = callers.current();
        csrf.check(caller, form.csrf);
        Kind kind = kind(OrderForm.text(form.kind));
        return decide.ask(caller, form.draft())
                .map(decision ->
                        switch (decision) {
                            case Decision.Stands(var approval) ->
                                    there(approval.ask().id().toString());
                            case Decision.Barred(var reasons) -> {
                                var page = OrderPage.of(kind, form, reasons);
                                yield Response.status(UNPROCESSABLE)
                                        .entity(Pages.order(frame(page.title(), caller), page))
                                        .build();
                            }
                        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.RISK, Role.SUPPORT, Role.AUDITOR, Role.REGULATOR})
    public Uni<TemplateInstance> show(@PathParam("id") String id) {
        Caller caller = callers.current();
        return approvals.byId(id).map(view -> page(caller, view, ""));
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> approve(
            @PathParam("id") String id, @RestForm("csrf") @Nullable String token) {
        Caller caller = checked(token);
        return answer(caller, id, decide.approve(caller, ReadApprovals.uuid(id)));
    }

    @POST
    @Path("/{id}/refuse")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> refuse(
            @PathParam("id") String id,
            @RestForm("csrf") @Nullable String token,
            @RestForm("reason") @Nullable String reason) {
        Caller caller = checked(token);
        return answer(caller, id, decide.refuse(caller, ReadApprovals.uuid(id), reason));
    }

    @POST
    @Path("/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> withdraw(
            @PathParam("id") String id, @RestForm("csrf") @Nullable String token) {
        Caller caller = checked(token);
        return answer(caller, id, decide.withdraw(caller, ReadApprovals.uuid(id)));
    }

    private Uni<Response> answer(Caller caller, String id, Uni<Decision> decided) {
        return decided.chain(decision ->
                switch (decision) {
                    case Decision.Stands _ -> Uni.createFrom().item(there(id));
                    case Decision.Barred(var reasons) ->
                            approvals
                                    .byId(id)
                                    .map(view ->
                                            Response.status(UNPROCESSABLE)
                                                    .entity(
                                                            page(
                                                                    caller,
                                                                    view,
                                                                    reasons.getFirst().detail()))
                                                    .build());
                });
    }

    private TemplateInstance page(Caller caller, ApprovalView view, String error) {
        boolean own = view.requestedBy().subject().equals(caller.subject());
        return Pages.approval(frame("Approval", caller), view, error, own);
    }

    private Caller checked(@Nullable String token) {
        Caller caller = callers.current();
        csrf.check(caller, token);
        return caller;
    }

    private static Response there(String id) {
        return Response.seeOther(URI.create("/ui/approvals/" + id)).build();
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of(RefusalCode.INVALID_FIELD, "kind", "There is no such kind.")
                                .toException());
    }

    private Frame frame(String title, Caller caller) {
        return new Frame(title, "approvals", caller, csrf.token(caller));
    }
}
