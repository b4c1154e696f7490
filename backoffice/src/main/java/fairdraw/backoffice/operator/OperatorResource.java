package fairdraw.backoffice.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.operator.SaveOperator.Saved;
import fairdraw.kernel.ProblemMappers;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operators}: the admin API of operators. */
@Path("/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class OperatorResource {

    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern ETAG = Pattern.compile("\"?([1-9][0-9]{0,17})\"?");

    private final ReadCaller callers;
    private final ReadOperator operators;
    private final SaveOperator save;
    private final ObjectMapper json;

    OperatorResource(
            ReadCaller callers, ReadOperator operators, SaveOperator save, ObjectMapper json) {
        this.callers = callers;
        this.operators = operators;
        this.save = save;
        this.json = json;
    }

    /** One page in order of id; {@code next} is the {@code after} of the page that follows. */
    record Page(List<Operator> items, @Nullable String next) {}

    @GET
    @RolesAllowed({
        Role.ADMIN,
        Role.RISK,
        Role.SUPPORT,
        Role.AUDITOR,
        Role.REGULATOR,
        Role.OPERATOR
    })
    public Uni<Page> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = limit(limit);
        Caller caller = callers.current();
        if (!caller.isHouse()) {
            // An operator has one row at most: its own.
            String own = caller.operator().orElse("");
            return operators.byId(own).map(only -> new Page(List.of(only), null));
        }
        return operators
                .page(after, size)
                .map(items -> new Page(items, items.size() < size ? null : items.getLast().id()));
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
    public Uni<Response> get(@PathParam("id") String id) {
        callers.whoSees(id);
        return operators.byId(id).map(operator -> tagged(Response.ok(operator), operator));
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    public Uni<Response> create(@Nullable OperatorDraft draft) {
        return save.create(callers.current(), present(draft)).map(OperatorResource::answer);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> replace(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable OperatorDraft body) {
        OperatorDraft draft = present(body).under(id);
        return save.edit(callers.current(), draft, seen(ifMatch, draft.version()))
                .map(OperatorResource::answer);
    }

    /** Replaces the fields that the body names (JSON merge patch; a null is refused). */
    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed({Role.ADMIN, Role.RISK})
    public Uni<Response> change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable JsonNode body) {
        Caller caller = callers.current();
        if (!(body instanceof ObjectNode patch)) {
            throw refusal("", "The body must be an object.");
        }
        return operators
                .byId(id)
                .map(current -> patched(current, patch))
                .chain(draft -> save.edit(caller, draft, seen(ifMatch, draft.version())))
                .map(OperatorResource::answer);
    }

    private OperatorDraft patched(Operator current, ObjectNode patch) {
        ObjectNode whole = json.valueToTree(OperatorDraft.of(current));
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                throw refusal(field.getKey(), field.getKey() + " cannot be null.");
            }
            whole.set(field.getKey(), field.getValue());
        }
        try {
            return json.treeToValue(whole, OperatorDraft.class).under(current.id());
        } catch (JsonProcessingException unreadable) {
            throw ProblemMappers.unreadable(unreadable).toException();
        }
    }

    private static OperatorDraft present(@Nullable OperatorDraft draft) {
        if (draft == null) {
            throw refusal("", "The body must be an object.");
        }
        return draft;
    }

    private static long seen(@Nullable String ifMatch, @Nullable Long version) {
        if (ifMatch == null) {
            if (version == null) {
                throw Refusal.of(RefusalCode.VERSION_MISSING).toException();
            }
            return version;
        }
        var tag = ETAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw refusal("If-Match", "If-Match is the version in quotes, such as \"3\".");
        }
        long seen = Long.parseLong(tag.group(1));
        if (version != null && version != seen) {
            throw refusal("version", "If-Match and version differ.");
        }
        return seen;
    }

    private static Response answer(Saved saved) {
        return switch (saved) {
            case Saved.Created(var operator) ->
                    tagged(
                            Response.created(URI.create("/v1/operators/" + operator.id()))
                                    .entity(operator),
                            operator);
            case Saved.Edited(var operator) -> tagged(Response.ok(operator), operator);
            case Saved.Exists(var operator) ->
                    throw Refusal.of(
                                    RefusalCode.ALREADY_EXISTS,
                                    "id",
                                    "There is another operator with the id " + operator.id() + ".")
                            .toException();
            case Saved.Refused(var reasons) -> throw first(reasons).toException();
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

    private static Response tagged(Response.ResponseBuilder response, Operator operator) {
        return response.header("ETag", "\"" + operator.version() + "\"").build();
    }

    private static int limit(String text) {
        int most = ReadOperator.PAGE_OPERATORS_MAX;
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > most) {
            throw refusal("limit", "limit is a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    private static RuntimeException refusal(String field, String detail) {
        return Refusal.of(RefusalCode.INVALID_FIELD, field, detail).toException();
    }
}
