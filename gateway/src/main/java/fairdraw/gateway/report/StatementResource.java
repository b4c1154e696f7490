package fairdraw.gateway.report;

import fairdraw.gateway.auth.Access;
import fairdraw.gateway.auth.CurrentCaller;
import fairdraw.gateway.input.Demand;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Statements of the operator's own books, which we compare with ours. */
@Path("/v1/reports/statements")
@Tag(name = "Reports")
@Produces(MediaType.APPLICATION_JSON)
class StatementResource {

    private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");

    private final CurrentCaller caller;
    private final AskStatement asking;
    private final PgStatements statements;

    StatementResource(CurrentCaller caller, AskStatement asking, PgStatements statements) {
        this.caller = caller;
        this.asking = asking;
        this.statements = statements;
    }

    /** A half-open period [from, to). */
    @Schema(requiredProperties = {"from", "to"})
    record StatementRequest(@Nullable String from, @Nullable String to) {}

    @POST
    @Access(Access.Who.OPERATOR)
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "askStatement",
            summary = "Have your wallet's own list of a period fetched and compared, now")
    public Uni<StatementView> ask(@Nullable StatementRequest body) {
        StatementRequest period = Demand.present("body", body);
        return asking.ask(
                        caller.operator().operator(),
                        time("from", period.from()),
                        time("to", period.to()))
                .chain(this::found);
    }

    @GET
    @Access(Access.Who.OPERATOR)
    @Operation(operationId = "listStatements", summary = "Statements, newest first")
    public Uni<StatementView.StatementPage> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        String cursor = Demand.optional("after", after, CURSOR);
        return statements.list(
                caller.operator().operator(),
                cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor),
                Optional.empty(),
                Demand.limit(limit));
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.OPERATOR)
    @Operation(operationId = "getStatement", summary = "One statement and how far it came")
    public Uni<StatementView> statement(@PathParam("id") String id) {
        return found(Demand.uuid("id", id));
    }

    private Uni<StatementView> found(UUID id) {
        return statements
                .list(caller.operator().operator(), Long.MAX_VALUE, Optional.of(id), 1)
                .map(page ->
                        page.items().stream()
                                .findFirst()
                                .orElseThrow(
                                        () -> Refusal.of(RefusalCode.NOT_FOUND).toException()));
    }

    private static Instant time(String field, @Nullable String text) {
        return Instant.ofEpochMilli(Demand.timeMs(field, Demand.present(field, text)));
    }
}
