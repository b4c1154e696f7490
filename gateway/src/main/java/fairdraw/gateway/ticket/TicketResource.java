package fairdraw.gateway.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import fairdraw.engine.v1.GetBetProofResponse;
import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.Ticket;
import fairdraw.engine.v1.TicketState;
import fairdraw.gateway.auth.Access;
import fairdraw.gateway.auth.Caller;
import fairdraw.gateway.auth.CurrentCaller;
import fairdraw.gateway.input.Demand;
import fairdraw.gateway.round.RoundId;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Tickets: placed by an operator for its player or by the player, and read by both. */
@Path("/v1/bets")
@Tag(name = "Bets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class TicketResource {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_=:.-]{1,200}");

    private final CurrentCaller caller;
    private final PlaceTicket placing;
    private final GrpcTickets tickets;

    TicketResource(CurrentCaller caller, PlaceTicket placing, GrpcTickets tickets) {
        this.caller = caller;
        this.placing = placing;
        this.tickets = tickets;
    }

    /** A page of tickets. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TicketPage(List<TicketView> items, @Nullable String next) {}

    /**
     * That a bet is in the set that was sealed, and all that {@code fairdraw-verify bet} needs to
     * check it (spec 4).
     *
     * @param previousHead the head before this bet
     * @param receipt of the whole ticket
     * @param table the payout table that the round was opened with, canonical JSON
     * @param payout minor units, once the round is settled
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BetProof(
            String roundId,
            TicketView.BetReceiptView bet,
            String betRoot,
            long betCount,
            List<String> proof,
            String previousHead,
            TicketView.ReceiptView receipt,
            String table,
            @Nullable Long payout) {

        static BetProof of(GetBetProofResponse answer, Ticket ticket, int index) {
            return new BetProof(
                    new RoundId(answer.getGame(), answer.getRound()).toString(),
                    TicketView.receipt(answer.getBet()),
                    TicketView.hex(answer.getBetRoot()),
                    answer.getBetCount(),
                    answer.getProofList().stream().map(TicketView::hex).toList(),
                    TicketView.hex(answer.getPreviousHead()),
                    TicketView.receipt(ticket.getReceipt()),
                    answer.getTable(),
                    ticket.getState() == TicketState.TICKET_STATE_SETTLED
                            ? ticket.getBets(index).getPayout()
                            : null);
        }
    }

    @POST
    @Access({Access.Who.OPERATOR, Access.Who.PLAYER})
    @ResponseStatus(201)
    @Operation(operationId = "placeTicket", summary = "Place a ticket of one or several bets")
    public Uni<TicketView> place(
            @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable BetRequest body) {
        BetRequest.Checked bet = Demand.present("body", body).check(caller.get());
        return placing.place(bet, key(key))
                .map(placed ->
                        switch (placed) {
                            case Placed.Taken taken -> taken.ticket();
                            case Placed.Refused refused -> throw refused.refusal().toException();
                        });
    }

    private static String key(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw Refusal.of(
                            RefusalCode.IDEMPOTENCY_KEY_MISSING,
                            "Idempotency-Key",
                            RefusalCode.IDEMPOTENCY_KEY_MISSING.sentence())
                    .toException();
        }
        return Demand.text("Idempotency-Key", key, KEY);
    }

    @GET
    @Access({Access.Who.OPERATOR, Access.Who.PLAYER})
    @Operation(operationId = "listTickets", summary = "Tickets, newest first")
    public Uni<TicketPage> list(
            @QueryParam("roundId") @Nullable String roundId,
            @QueryParam("player") @Nullable String player,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var request =
                ListTicketsRequest.newBuilder()
                        .setOperator(caller.get().operator())
                        .setFromMs(Demand.timeMs("from", from))
                        .setToMs(Demand.timeMs("to", to))
                        .setLimit(Demand.limit(limit));
        String wanted =
                switch (caller.get()) {
                    case Caller.OperatorCaller operator ->
                            Demand.optional("player", player, Demand.PLAYER);
                    case Caller.PlayerCaller own -> own.player();
                };
        if (wanted != null) {
            request.setPlayer(wanted);
        }
        if (roundId != null) {
            RoundId round = RoundId.parse("roundId", roundId);
            request.setGame(round.game()).setRoundPlusOne(round.number() + 1);
        }
        String cursor = Demand.optional("after", after, CURSOR);
        if (cursor != null) {
            request.setAfter(cursor);
        }
        return tickets.list(request.build())
                .map(page ->
                        new TicketPage(
                                page.getTicketsList().stream().map(TicketView::of).toList(),
                                page.getNext().isEmpty() ? null : page.getNext()));
    }

    @GET
    @Path("/{id}")
    @Access({Access.Who.OPERATOR, Access.Who.PLAYER})
    @Operation(operationId = "getTicket", summary = "One ticket")
    public Uni<TicketView> ticket(@PathParam("id") String id) {
        return own(id).map(TicketView::of);
    }

    @GET
    @Path("/{id}/proof")
    @Access({Access.Who.OPERATOR, Access.Who.PLAYER})
    @Operation(operationId = "getBetProof", summary = "That a bet is in its round's sealed set")
    public Uni<BetProof> proof(
            @PathParam("id") String id, @QueryParam("index") @Nullable String index) {
        int bet = index(index);
        return own(id).chain(ticket ->
                tickets.proof(ticket.getOperator(), ticket.getId(), bet)
                        .map(proof -> BetProof.of(proof, ticket, bet)));
    }

    /** A ticket of the calling operator or player; another's is not there. */
    private Uni<Ticket> own(String id) {
        Caller reader = caller.get();
        return tickets.get(reader.operator(), Demand.uuid("id", id).toString())
                .invoke(ticket -> {
                    boolean own =
                            switch (reader) {
                                case Caller.OperatorCaller o ->
                                        ticket.getOperator().equals(o.operator());
                                case Caller.PlayerCaller p ->
                                        ticket.getOperator().equals(p.operator())
                                                && ticket.getPlayer().equals(p.player());
                            };
                    if (!own) {
                        throw Refusal.of(RefusalCode.NOT_FOUND).toException();
                    }
                });
    }

    private static int index(@Nullable String index) {
        if (index == null) {
            return 0;
        }
        if (!index.matches("[0-9]{1,2}")) {
            throw Demand.refused("index", "index must be the index of a bet of the ticket");
        }
        return Integer.parseInt(index);
    }
}
