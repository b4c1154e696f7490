package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.key.ManageKeys;
import fairdraw.backoffice.key.NewKey;
import fairdraw.backoffice.operator.Operator;
import fairdraw.backoffice.operator.ReadOperator;
import fairdraw.backoffice.operator.SaveOperator;
import fairdraw.backoffice.operator.SaveOperator.Saved;
import fairdraw.backoffice.ui.OperatorPage.Keys;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The pages of operators and their keys. */
@Path("/ui/operators")
@Produces(MediaType.TEXT_HTML)
class OperatorPageResource {

    private static final int UNPROCESSABLE = 422;

    private final ReadCaller callers;
    private final ReadOperator operators;
    private final SaveOperator save;
    private final ManageKeys keys;
    private final Csrf csrf;

    OperatorPageResource(
            ReadCaller callers,
            ReadOperator operators,
            SaveOperator save,
            ManageKeys keys,
            Csrf csrf) {
        this.callers = callers;
        this.operators = operators;
        this.save = save;
        this.keys = keys;
        this.csrf = csrf;
    }

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Uni<TemplateInstance> list() {
        Caller caller = callers.current();
        Uni<List<Operator>> seen =
                caller.isHouse()
                        ? operators.page("", ReadOperator.PAGE_OPERATORS_MAX)
                        : operators.byId(caller.operator().orElse("")).map(List::of);
        return seen.map(page -> Pages.operators(frame("Operators", caller), page));
    }

    @GET
    @Path("/new")
    @RolesAllowed(Role.ADMIN)
    public TemplateInstance blank() {
        Caller caller = callers.current();
        var page = OperatorPage.of(true, caller, OperatorForm.empty(), List.of(), "");
        return Pages.operator(frame("New operator", caller), page, Keys.UNKNOWN);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> create(@BeanParam OperatorForm form) {
        Caller caller = callers.current();
        csrf.check(caller, form.csrf);
        return save.create(caller, form.draft())
                .chain(saved ->
                        switch (saved) {
                            case Saved.Created(var operator) -> saved(operator, "created");
                            case Saved.Edited(var operator) -> saved(operator, "created");
                            case Saved.Exists(var operator) ->
                                    refused(true, caller, form, List.of(taken(operator)));
                            case Saved.Refused(var reasons) -> refused(true, caller, form, reasons);
                        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Uni<TemplateInstance> show(
            @PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
        Caller caller = callers.whoSees(id);
        return operators.byId(id).chain(operator -> page(caller, operator, notice(done)));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> edit(@PathParam("id") String id, @BeanParam OperatorForm form) {
        Caller caller = callers.current();
        csrf.check(caller, form.csrf);
        form.id = id;
        return save.edit(caller, form.draft(), form.seen())
                .chain(saved ->
                        switch (saved) {
                            case Saved.Created(var operator) -> saved(operator, "saved");
                            case Saved.Edited(var operator) -> saved(operator, "saved");
                            case Saved.Exists(var operator) ->
                                    refused(false, caller, form, List.of(taken(operator)));
                            case Saved.Refused(var reasons) ->
                                    refused(false, caller, form, reasons);
                        });
    }

    /** Makes a key; the page that answers is the only one that ever shows the secret. */
    @POST
    @Path("/{id}/keys")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMIN)
    public Uni<TemplateInstance> createKey(
            @PathParam("id") String id,
            @RestForm("csrf") @Nullable String token,
            @RestForm("purpose") @Nullable String purpose) {
        Caller caller = callers.current();
        csrf.check(caller, token);
        return keys.create(caller, id, purpose(purpose))
                .chain(made -> operators.byId(id).chain(operator -> page(caller, operator, made)));
    }

    @POST
    @Path("/{id}/keys/{key}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> revokeKey(
            @PathParam("id") String id,
            @PathParam("key") String key,
            @RestForm("csrf") @Nullable String token) {
        Caller caller = callers.current();
        csrf.check(caller, token);
        return keys.revoke(caller, id, key)
                .map(_ -> Response.seeOther(there(id, "revoked")).build());
    }

    private Uni<TemplateInstance> page(Caller caller, Operator operator, String notice) {
        var page = OperatorPage.of(false, caller, OperatorForm.of(operator), List.of(), notice);
        return keysOf(operator.id())
                .map(found -> Pages.operator(frame(operator.name(), caller), page, found));
    }

    private Uni<TemplateInstance> page(Caller caller, Operator operator, NewKey made) {
        var page = OperatorPage.of(false, caller, OperatorForm.of(operator), List.of(), "");
        return keysOf(operator.id())
                .map(found ->
                        Pages.operator(
                                frame(operator.name(), caller),
                                page,
                                new Keys(
                                        found.known(),
                                        found.items(),
                                        made.secret(),
                                        made.key().key())));
    }

    /** The keys; a gateway that is away costs the list and not the page. */
    private Uni<Keys> keysOf(String operator) {
        return keys.list(operator)
                .map(items -> new Keys(true, items, "", ""))
                .onFailure(RefusedException.class)
                .recoverWithItem(Keys.UNKNOWN);
    }

    private Uni<Response> refused(
            boolean isNew, Caller caller, OperatorForm form, List<Refusal> reasons) {
        var page = OperatorPage.of(isNew, caller, form, reasons, "");
        String title = isNew ? "New operator" : OperatorForm.text(form.name);
        Uni<Keys> found = isNew ? Uni.createFrom().item(Keys.UNKNOWN) : keysOf(page.id());
        return found.map(known ->
                Response.status(UNPROCESSABLE)
                        .entity(Pages.operator(frame(title, caller), page, known))
                        .build());
    }

    private static Uni<Response> saved(Operator operator, String done) {
        return Uni.createFrom().item(Response.seeOther(there(operator.id(), done)).build());
    }

    private static URI there(String id, String done) {
        return URI.create("/ui/operators/" + id + "?done=" + done);
    }

    private static Refusal taken(Operator operator) {
        return Refusal.of(
                RefusalCode.ALREADY_EXISTS,
                "id",
                "There is another operator with the id " + operator.id() + ".");
    }

    private static KeyPurpose purpose(@Nullable String name) {
        return "WALLET".equals(name) ? KeyPurpose.KEY_PURPOSE_WALLET : KeyPurpose.KEY_PURPOSE_API;
    }

    private static String notice(String done) {
        return switch (done) {
            case "created" -> "The operator was created.";
            case "saved" -> "Saved. It is in force from the round after the one that is open.";
            case "revoked" -> "The key was revoked.";
            default -> "";
        };
    }

    private Frame frame(String title, Caller caller) {
        return new Frame(title, "operators", caller, csrf.token(caller));
    }
}
