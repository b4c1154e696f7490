package fairdraw.gateway.delivery;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The delivery log: every movement that we asked the operator's wallet for, and every attempt. */
@Path("/v1/transactions")
@Tag(name = "Transactions")
@Produces(MediaType.APPLICATION_JSON)
class TransactionResource {

    private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern STATE =
            Pattern.compile("QUEUED|APPLIED|NOT_APPLIED|UNKNOWN|PARKED|CLOSED_BY_HAND");

    private final CurrentCaller caller;
    private final PgTransactions transactions;
    private final DeliveryJob job;
    private final InstantSource clock;

    TransactionResource(
            CurrentCaller caller,
            PgTransactions transactions,
            DeliveryJob job,
            InstantSource clock) {
        this.caller = caller;
        this.transactions = transactions;
        this.job = job;
        this.clock = clock;
    }

    @GET
    @Access(Access.Who.OPERATOR)
    @Operation(operationId = "listTransactions", summary = "Wallet transactions, newest first")
    public Uni<TransactionView.TransactionPage> list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("ticketId") @Nullable String ticketId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        String cursor = Demand.optional("after", after, CURSOR);
        return transactions.list(
                new PgTransactions.Wanted(
                        caller.operator().operator(),
                        cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor),
                        time("from", from),
                        time("to", to),
                        ticketId == null
                                ? Optional.empty()
                                : Optional.of(Demand.uuid("ticketId", ticketId).toString()),
                        Optional.ofNullable(Demand.optional("state", state, STATE)),
                        Demand.limit(limit)));
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.OPERATOR)
    @Operation(operationId = "getTransaction", summary = "One transaction with its attempts")
    public Uni<TransactionView> transaction(@PathParam("id") String id) {
        return found(Demand.uuid("id", id));
    }

    @POST
    @Path("/{id}/replay")
    @Access(Access.Who.OPERATOR)
    @ResponseStatus(202)
    @Operation(operationId = "replayTransaction", summary = "Send what is owed once more, now")
    public Uni<TransactionView> replay(@PathParam("id") String id) {
        UUID transaction = Demand.uuid("id", id);
        String operator = caller.operator().operator();
        return found(transaction)
                .chain(() -> transactions.replay(operator, List.of(transaction), clock.instant()))
                .invoke(sent -> {
                    if (sent == 0) {
                        throw Refusal.of(
                                        RefusalCode.FORBIDDEN,
                                        "id",
                                        "A debit is never sent a second time, and what was closed"
                                                + " by hand is retired.")
                                .toException();
                    }
                    job.wake();
                })
                .chain(() -> found(transaction));
    }

    /**
     * What a range replay sends, or would send.
     *
     * @param dryRun whether nothing was sent
     */
    record Replay(boolean dryRun, int count, List<TransactionView> items) {}

    @POST
    @Path("/replay")
    @Access(Access.Who.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayTransactions",
            summary = "Send what was ordered in a period once more; a dry run shows it first")
    public Uni<Replay> replayRange(@Nullable ReplayRequest body) {
        ReplayRequest.Checked wanted = Demand.present("body", body).check();
        String operator = caller.operator().operator();
        return transactions
                .owed(
                        operator,
                        wanted.from(),
                        wanted.to(),
                        wanted.kinds(),
                        ReplayRequest.TRANSACTIONS_MAX + 1)
                .invoke(ReplayRequest::requireFew)
                .call(owed ->
                        wanted.dryRun()
                                ? Uni.createFrom().voidItem()
                                : transactions
                                        .replay(
                                                operator,
                                                owed.stream()
                                                        .map(TransactionView::transactionId)
                                                        .toList(),
                                                clock.instant())
                                        .invoke(job::wake))
                .map(owed -> new Replay(wanted.dryRun(), owed.size(), owed));
    }

    private Uni<TransactionView> found(UUID transaction) {
        return transactions
                .find(caller.operator().operator(), transaction)
                .map(found ->
                        found.orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND).toException()));
    }

    private static Optional<Instant> time(String field, @Nullable String text) {
        long ms = Demand.timeMs(field, text);
        return text == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }
}
