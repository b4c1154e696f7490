package fairdraw.gateway.ticket;

import com.google.protobuf.ByteString;
import fairdraw.engine.v1.AwaitTicketRequest;
import fairdraw.engine.v1.BetLine;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.DeclineRequest;
import fairdraw.engine.v1.ExpireRequest;
import fairdraw.engine.v1.GetBetProofRequest;
import fairdraw.engine.v1.GetBetProofResponse;
import fairdraw.engine.v1.GetTicketRequest;
import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.ListTicketsResponse;
import fairdraw.engine.v1.Mode;
import fairdraw.engine.v1.MutinyTicketServiceGrpc;
import fairdraw.engine.v1.MutinyTicketServiceGrpc.MutinyTicketServiceStub;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.Ticket;
import fairdraw.gateway.engine.GrpcEngine;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.grpc.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tickets at the engine. What names a ticket may be asked again: it is answered with the truth. */
@ApplicationScoped
class GrpcTickets {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration READ_DEADLINE = Duration.ofSeconds(3);
    private static final Duration AGAIN_MIN = Duration.ofMillis(50);
    private static final Duration AGAIN_MAX = Duration.ofMillis(400);

    /** How long the end of a ticket is asked for before the caller is told that we do not know. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final GrpcEngine engine;

    GrpcTickets(GrpcEngine engine) {
        this.engine = engine;
    }

    Uni<ReserveResponse> reserve(String ticket, BetRequest.Checked bet) {
        var request =
                ReserveRequest.newBuilder()
                        .setTicket(ticket)
                        .setOperator(bet.operator())
                        .setPlayer(bet.player())
                        .setSession(bet.session())
                        .setMode(bet.mode().equals("TEST") ? Mode.MODE_TEST : Mode.MODE_REAL)
                        .setGame(bet.round().game())
                        .setRound(bet.round().number())
                        .setCurrency(bet.currency())
                        .setFreeBet(bet.freeBet())
                        .setBodyHash(ByteString.copyFrom(bet.hash()));
        for (BetRequest.Line line : bet.lines()) {
            request.addBets(
                    BetLine.newBuilder()
                            .setMarket(line.market())
                            .setSelection(line.selection())
                            .setStake(line.stake()));
        }
        return engine.ask(
                bet.round().game(), channel -> stub(channel, DEADLINE).reserve(request.build()));
    }

    /** The debit is there; asked again with the same id until the engine says what is true. */
    Uni<Ticket> confirm(Ticket ticket, String operatorTransaction) {
        var request =
                ConfirmRequest.newBuilder()
                        .setTicket(ticket.getId())
                        .setGame(ticket.getGame())
                        .setOperatorTransaction(operatorTransaction)
                        .build();
        return untilTold(
                engine.ask(
                        ticket.getGame(),
                        channel ->
                                stub(channel, DEADLINE)
                                        .confirm(request)
                                        .map(it -> it.getTicket())));
    }

    /** The debit is definitely not there. */
    Uni<Ticket> decline(Ticket ticket, String code) {
        var request =
                DeclineRequest.newBuilder()
                        .setTicket(ticket.getId())
                        .setGame(ticket.getGame())
                        .setCode(code)
                        .build();
        return untilTold(
                engine.ask(
                        ticket.getGame(),
                        channel ->
                                stub(channel, DEADLINE)
                                        .decline(request)
                                        .map(it -> it.getTicket())));
    }

    /** Nobody knows about the debit. */
    Uni<Ticket> expire(Ticket ticket, String reason) {
        var request =
                ExpireRequest.newBuilder()
                        .setTicket(ticket.getId())
                        .setGame(ticket.getGame())
                        .setReason(reason)
                        .build();
        return untilTold(
                engine.ask(
                        ticket.getGame(),
                        channel ->
                                stub(channel, DEADLINE).expire(request).map(it -> it.getTicket())));
    }

    private static Uni<Ticket> untilTold(Uni<Ticket> call) {
        return call.onFailure(GrpcTickets::mayChange)
                .retry()
                .withBackOff(AGAIN_MIN, AGAIN_MAX)
                .expireIn(PATIENCE.toMillis());
    }

    /**
     * Whether the failure says nothing about the ticket, so that the same question is due again.
     */
    static boolean mayChange(Throwable failure) {
        return GrpcRefusals.refusal(failure)
                .map(Refusal::code)
                .map(RefusalCode::retryable)
                .orElse(true);
    }

    /** The ticket when it is decided, or as it is at the deadline. */
    Uni<Ticket> await(String game, String ticket, Duration deadline) {
        var request = AwaitTicketRequest.newBuilder().setTicket(ticket).build();
        return engine.ask(
                game,
                channel -> stub(channel, deadline).awaitTicket(request).map(it -> it.getTicket()));
    }

    Uni<Ticket> get(String operator, String ticket) {
        var request = GetTicketRequest.newBuilder().setOperator(operator).setTicket(ticket).build();
        return engine.askAny(channel ->
                stub(channel, READ_DEADLINE).getTicket(request).map(it -> it.getTicket()));
    }

    Uni<ListTicketsResponse> list(ListTicketsRequest request) {
        return engine.askAny(channel -> stub(channel, READ_DEADLINE).listTickets(request));
    }

    Uni<GetBetProofResponse> proof(String operator, String ticket, int index) {
        var request =
                GetBetProofRequest.newBuilder()
                        .setOperator(operator)
                        .setTicket(ticket)
                        .setIndex(index)
                        .build();
        return engine.askAny(channel -> stub(channel, READ_DEADLINE).getBetProof(request));
    }

    private static MutinyTicketServiceStub stub(Channel channel, Duration deadline) {
        return MutinyTicketServiceGrpc.newMutinyStub(channel)
                .withDeadlineAfter(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS);
    }
}
