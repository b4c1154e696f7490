package fairdraw.engine.bet;

import static fairdraw.kernel.RefusalCode.INVALID_FIELD;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.receipt.SignReceipts;
import fairdraw.engine.ticket.PgTicketViews;
import fairdraw.engine.ticket.Ticket;
import fairdraw.engine.ticket.TicketMessages;
import fairdraw.engine.ticket.TicketRequest;
import fairdraw.engine.ticket.TicketView;
import fairdraw.engine.v1.AwaitTicketRequest;
import fairdraw.engine.v1.AwaitTicketResponse;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.ConfirmResponse;
import fairdraw.engine.v1.DeclineRequest;
import fairdraw.engine.v1.DeclineResponse;
import fairdraw.engine.v1.ExpireRequest;
import fairdraw.engine.v1.ExpireResponse;
import fairdraw.engine.v1.GetBetProofRequest;
import fairdraw.engine.v1.GetBetProofResponse;
import fairdraw.engine.v1.GetTicketRequest;
import fairdraw.engine.v1.GetTicketResponse;
import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.ListTicketsResponse;
import fairdraw.engine.v1.Refused;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.TicketService;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The betting path's door: reads requests strictly and answers what is true after the commit. */
@GrpcService
class TicketGrpc implements TicketService {

    private static final int HASH_BYTES = 32;
    private static final int TEXT_CHARS_MAX = 128;
    private static final int LINE_CHARS_MAX = 64;
    private static final Duration AWAIT_DEFAULT = Duration.ofSeconds(5);

    /** The answer has to leave before the caller's deadline. */
    private static final Duration AWAIT_MARGIN = Duration.ofMillis(50);

    private final TakeTickets desk;
    private final PgTicketViews views;
    private final ListTickets list;
    private final ProveBet proofs;
    private final SignReceipts receipts;
    private final Pool pool;

    TicketGrpc(
            TakeTickets desk,
            PgTicketViews views,
            ListTickets list,
            ProveBet proofs,
            SignReceipts receipts,
            Pool pool) {
        this.desk = desk;
        this.views = views;
        this.list = list;
        this.proofs = proofs;
        this.receipts = receipts;
        this.pool = pool;
    }

    @Override
    public Uni<ReserveResponse> reserve(ReserveRequest request) {
        var asked = read(request);
        return desk.take(asked.game(), new TicketCommand.Reserve(asked)).chain(this::reserved);
    }

    @Override
    public Uni<ConfirmResponse> confirm(ConfirmRequest request) {
        var transaction = bounded("operatorTransaction", request.getOperatorTransaction());
        var command = new TicketCommand.Confirm(ticket(request.getTicket()), transaction);
        return desk.take(request.getGame(), command)
                .map(answer -> ConfirmResponse.newBuilder().setTicket(now(answer)).build());
    }

    @Override
    public Uni<DeclineResponse> decline(DeclineRequest request) {
        var code = required("code", request.getCode());
        var command = new TicketCommand.Decline(ticket(request.getTicket()), code);
        return desk.take(request.getGame(), command)
                .map(answer -> DeclineResponse.newBuilder().setTicket(now(answer)).build());
    }

    @Override
    public Uni<ExpireResponse> expire(ExpireRequest request) {
        var reason = request.getReason();
        if (!reason.equals("DEBIT_UNKNOWN") && !reason.equals("DEBIT_LATE")) {
            throw Refusal.of(INVALID_FIELD, "reason", "DEBIT_UNKNOWN or DEBIT_LATE").toException();
        }
        var command = new TicketCommand.Expire(ticket(request.getTicket()), reason);
        return desk.take(request.getGame(), command)
                .map(answer -> ExpireResponse.newBuilder().setTicket(now(answer)).build());
    }

    @Override
    public Uni<AwaitTicketResponse> awaitTicket(AwaitTicketRequest request) {
        var id = ticket(request.getTicket());
        // Listens before it looks, so that no move falls in between.
        var moved = desk.awaitMove(id, patience()).subscribeAsCompletionStage();
        return find(id).chain(view ->
                        view.ticket() instanceof Ticket.Reserved
                                ? Uni.createFrom().completionStage(moved).chain(() -> find(id))
                                : Uni.createFrom().item(view))
                .onTermination()
                .invoke(() -> moved.cancel(false))
                .map(view -> AwaitTicketResponse.newBuilder().setTicket(message(view)).build());
    }

    @Override
    public Uni<GetTicketResponse> getTicket(GetTicketRequest request) {
        return find(ticket(request.getTicket()))
                .map(view -> owned(view, request.getOperator()))
                .map(view -> GetTicketResponse.newBuilder().setTicket(message(view)).build());
    }

    @Override
    public Uni<ListTicketsResponse> listTickets(ListTicketsRequest request) {
        var asked =
                new ListTickets.Asked(
                        request.getOperator(),
                        request.getPlayer(),
                        request.getGame(),
                        request.getRoundPlusOne(),
                        request.getFromMs(),
                        request.getToMs(),
                        request.getLimit(),
                        request.getAfter());
        return list.page(asked)
                .map(page -> {
                    var answer = ListTicketsResponse.newBuilder().setNext(page.next());
                    page.tickets().forEach(view -> answer.addTickets(message(view)));
                    return answer.build();
                });
    }

    @Override
    public Uni<GetBetProofResponse> getBetProof(GetBetProofRequest request) {
        return find(ticket(request.getTicket()))
                .map(view -> owned(view, request.getOperator()))
                .chain(view -> proofs.prove(view.ticket(), request.getIndex()))
                .map(proof -> {
                    var body = proof.ticket().body();
                    var answer =
                            GetBetProofResponse.newBuilder()
                                    .setBet(TicketMessages.receipt(proof.bet()))
                                    .setBetRoot(TicketMessages.bytes(proof.root()))
                                    .setBetCount(proof.count())
                                    .setGame(body.game())
                                    .setRound(body.round())
                                    .setPreviousHead(TicketMessages.bytes(proof.head()))
                                    .setTable(proof.table());
                    proof.path().forEach(h -> answer.addProof(TicketMessages.bytes(h)));
                    return answer.build();
                });
    }

    private Uni<TicketView> find(UUID id) {
        return views.byId(pool, List.of(id))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw Refusal.of(RefusalCode.NOT_FOUND).toException();
                    }
                    return found.getFirst();
                });
    }

    /** Another operator's ticket does not exist for this one. */
    private static TicketView owned(TicketView view, String operator) {
        if (!operator.isEmpty() && !view.ticket().body().party().operator().equals(operator)) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        return view;
    }

    private Uni<ReserveResponse> reserved(TicketAnswer answer) {
        var response = ReserveResponse.newBuilder();
        return switch (answer) {
            case TicketAnswer.Now now -> {
                var ticket = message(TicketView.of(now.ticket()));
                yield Uni.createFrom().item(response.setReserved(ticket).build());
            }
            // Its round may be settled by now.
            case TicketAnswer.Replayed replayed ->
                    find(replayed.ticket().body().id())
                            .map(view -> response.setReplayed(message(view)).build());
            case TicketAnswer.Refused refused ->
                    Uni.createFrom().item(response.setRefused(refused(refused.refusal())).build());
        };
    }

    private static Refused refused(Refusal refusal) {
        return Refused.newBuilder()
                .setCode(refusal.code().name())
                .setField(refusal.field())
                .setDetail(refusal.detail())
                .setLargestStake(
                        refusal.extra().get("largestStake") instanceof Long stake ? stake : 0)
                .build();
    }

    private fairdraw.engine.v1.Ticket now(TicketAnswer answer) {
        return switch (answer) {
            case TicketAnswer.Now now -> message(TicketView.of(now.ticket()));
            case TicketAnswer.Replayed replayed -> message(TicketView.of(replayed.ticket()));
            case TicketAnswer.Refused refused -> throw refused.refusal().toException();
        };
    }

    private fairdraw.engine.v1.Ticket message(TicketView view) {
        return TicketMessages.message(view, receipts.publicKey());
    }

    private static TicketRequest read(ReserveRequest request) {
        var mode =
                switch (request.getMode()) {
                    case MODE_REAL -> Mode.REAL;
                    case MODE_TEST -> Mode.TEST;
                    case MODE_UNSPECIFIED, UNRECOGNIZED ->
                            throw Refusal.of(INVALID_FIELD, "mode", "REAL or TEST").toException();
                };
        if (request.getBodyHash().size() != HASH_BYTES) {
            throw Refusal.of(INVALID_FIELD, "bodyHash", "32 bytes").toException();
        }
        if (request.getBetsCount() > RoundBook.BETS_MAX) {
            throw Refusal.of(RefusalCode.TOO_MANY_BETS, "bets", "at most " + RoundBook.BETS_MAX)
                    .toException();
        }
        var operator = required("operator", request.getOperator());
        return new TicketRequest(
                ticket(request.getTicket()),
                new Party(operator, required("currency", request.getCurrency()), mode),
                required("player", request.getPlayer()),
                bounded("session", request.getSession()),
                required("game", request.getGame()),
                request.getRound(),
                request.getBetsList().stream()
                        .map(bet ->
                                new TicketRequest.Line(
                                        line("market", bet.getMarket()),
                                        line("selection", bet.getSelection()),
                                        bet.getStake()))
                        .toList(),
                bounded("freeBetId", request.getFreeBet()),
                Bytes.of(request.getBodyHash().toByteArray()));
    }

    private static String line(String field, String text) {
        if (text.length() > LINE_CHARS_MAX) {
            throw Refusal.of(INVALID_FIELD, "bets." + field, "too long").toException();
        }
        return text;
    }

    private static String required(String field, String text) {
        if (text.isBlank()) {
            throw Refusal.of(INVALID_FIELD, field, "missing").toException();
        }
        return bounded(field, text);
    }

    private static String bounded(String field, String text) {
        // PostgreSQL holds no zero character, and nobody names a player so.
        if (text.length() > TEXT_CHARS_MAX || text.indexOf('\0') >= 0) {
            throw Refusal.of(INVALID_FIELD, field, "too long or not a text").toException();
        }
        return text;
    }

    private static UUID ticket(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.of(INVALID_FIELD, "ticket", "not a UUID").toException();
        }
    }

    private static Duration patience() {
        return Optional.ofNullable(Context.current().getDeadline())
                .map(d -> Duration.ofMillis(d.timeRemaining(TimeUnit.MILLISECONDS)))
                .map(left -> left.minus(AWAIT_MARGIN))
                .filter(Duration::isPositive)
                .orElse(AWAIT_DEFAULT);
    }
}
