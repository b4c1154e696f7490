package fairdraw.gateway;

import com.google.protobuf.ByteString;
import fairdraw.engine.v1.AwaitTicketRequest;
import fairdraw.engine.v1.AwaitTicketResponse;
import fairdraw.engine.v1.Bet;
import fairdraw.engine.v1.BetLine;
import fairdraw.engine.v1.BetReceipt;
import fairdraw.engine.v1.BetState;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.ConfirmResponse;
import fairdraw.engine.v1.DeclineRequest;
import fairdraw.engine.v1.DeclineResponse;
import fairdraw.engine.v1.ExpireRequest;
import fairdraw.engine.v1.ExpireResponse;
import fairdraw.engine.v1.GetTicketRequest;
import fairdraw.engine.v1.GetTicketResponse;
import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.ListTicketsResponse;
import fairdraw.engine.v1.Receipt;
import fairdraw.engine.v1.Refused;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.Ticket;
import fairdraw.engine.v1.TicketAdjustment;
import fairdraw.engine.v1.TicketServiceGrpc;
import fairdraw.engine.v1.TicketState;
import fairdraw.games.PayoutTable;
import fairdraw.games.Selection;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of the contract, as far as the gateway sees it: tickets with their states and
 * the one cut-off, and answers that get lost when a test says so.
 */
public final class ScriptedEngine extends TicketServiceGrpc.TicketServiceImplBase {

    /** The round that is open. */
    public static final long OPEN_ROUND = 7;

    static final PayoutTable TABLE = PayoutTable.of("digits-3");

    private static final long STAKE_MIN = 10;
    private static final long STAKE_MAX = 10_000;
    private static final Duration TURN = Duration.ofMillis(10);

    private static final Map<String, Ticket> TICKETS = new ConcurrentHashMap<>();
    private static final Map<String, ByteString> BODIES = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> LOST = new ConcurrentHashMap<>();
    private static final Map<String, Queue<RefusalCode>> REFUSED = new ConcurrentHashMap<>();
    private static final List<String> CALLS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger SEQUENCE = new AtomicInteger();
    private static volatile Duration cutOffIn = Duration.ofSeconds(5);
    private static volatile @Nullable String owner;
    private static @Nullable Server server;
    private static @Nullable Server ownerServer;

    private final boolean isOwner;

    private ScriptedEngine(boolean isOwner) {
        this.isOwner = isOwner;
    }

    static void start() throws IOException {
        server = start(false);
        ownerServer = start(true);
    }

    private static Server start(boolean isOwner) throws IOException {
        return ServerBuilder.forPort(0)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(new ScriptedEngine(isOwner))
                .addService(new ScriptedRounds.Rounds())
                .addService(new ScriptedRounds.Games())
                .addService(new ScriptedRounds.Records())
                .build()
                .start();
    }

    static void stop() {
        Objects.requireNonNull(server).shutdownNow();
        Objects.requireNonNull(ownerServer).shutdownNow();
    }

    static int port() {
        return Objects.requireNonNull(server).getPort();
    }

    /** Sets how long after its reservation a ticket is cut off. */
    public static void cutOffIn(Duration duration) {
        cutOffIn = duration;
    }

    /** Whether only the second replica takes tickets. */
    public static void moveOwner(boolean away) {
        owner = away ? "127.0.0.1:" + Objects.requireNonNull(ownerServer).getPort() : null;
    }

    /** Loses the next answers of a call, after it was done. */
    public static void loseAnswers(String call, int count) {
        LOST.put(call, new AtomicInteger(count));
    }

    /** Answers the next calls of a kind with refusals that say nothing, after they were done. */
    public static void refuseAnswers(String call, RefusalCode... codes) {
        REFUSED.put(call, new ConcurrentLinkedQueue<>(List.of(codes)));
    }

    /** What happened to a ticket, in order. */
    public static List<String> callsOf(String ticket) {
        return CALLS.stream()
                .filter(it -> it.endsWith(" " + ticket))
                .map(it -> it.substring(0, it.indexOf(' ')))
                .toList();
    }

    /** How many tickets there are. */
    public static int tickets() {
        return TICKETS.size();
    }

    /** A ticket as it is now. */
    public static Ticket ticket(String id) {
        return Objects.requireNonNull(TICKETS.get(id), id);
    }

    /** Corrects what a bet of a ticket was paid. */
    public static void adjust(String id, TicketAdjustment adjustment) {
        TICKETS.computeIfPresent(
                id, (_, ticket) -> ticket.toBuilder().addAdjustments(adjustment).build());
    }

    @Override
    public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> out) {
        if (moved(out)) {
            return;
        }
        CALLS.add("Reserve " + request.getTicket());
        answer("Reserve", out, reserve(request));
    }

    private static synchronized ReserveResponse reserve(ReserveRequest request) {
        Ticket known = TICKETS.get(request.getTicket());
        if (known != null) {
            return Objects.equals(BODIES.get(known.getId()), request.getBodyHash())
                    ? ReserveResponse.newBuilder().setReplayed(known).build()
                    : refused(RefusalCode.IDEMPOTENCY_MISMATCH, "", 0);
        }
        if (request.getRound() != OPEN_ROUND) {
            return request.getRound() < OPEN_ROUND
                    ? refused(RefusalCode.ROUND_NOT_OPEN, "roundId", 0)
                    : refused(RefusalCode.ROUND_UNKNOWN, "roundId", 0);
        }
        Ticket.Builder ticket = ticket(request);
        for (int i = 0; i < request.getBetsCount(); i++) {
            BetLine line = request.getBets(i);
            String at = "bets[" + i + "].";
            switch (TABLE.select(line.getMarket(), line.getSelection())) {
                case Selection.Refused refused -> {
                    RefusalCode code = RefusalCode.valueOf(refused.reason().name());
                    boolean market = code == RefusalCode.MARKET_UNKNOWN;
                    return refused(code, at + (market ? "market" : "selection"), 0);
                }
                case Selection.Parsed parsed -> {
                    if (line.getStake() < STAKE_MIN) {
                        return refused(RefusalCode.STAKE_TOO_LOW, at + "stake", 0);
                    }
                    if (line.getStake() > STAKE_MAX) {
                        return refused(RefusalCode.STAKE_TOO_HIGH, at + "stake", STAKE_MAX);
                    }
                    ticket.addBets(bet(i, line, parsed));
                }
            }
        }
        ticket.setStake(ticket.getBetsList().stream().mapToLong(Bet::getStake).sum());
        TICKETS.put(ticket.getId(), ticket.build());
        BODIES.put(ticket.getId(), request.getBodyHash());
        return ReserveResponse.newBuilder().setReserved(ticket).build();
    }

    private static Ticket.Builder ticket(ReserveRequest request) {
        Instant now = TestClock.now();
        return Ticket.newBuilder()
                .setId(request.getTicket())
                .setOperator(request.getOperator())
                .setPlayer(request.getPlayer())
                .setMode(request.getMode())
                .setGame(request.getGame())
                .setRound(request.getRound())
                .setCurrency(request.getCurrency())
                .setFreeBet(request.getFreeBet())
                .setState(TicketState.TICKET_STATE_RESERVED)
                .setCreatedAtMs(now.toEpochMilli())
                .setConfirmByMs(now.plus(cutOffIn).toEpochMilli())
                .setDebitTransaction(Ids.derived("debit", request.getTicket()).toString());
    }

    private static Bet bet(int index, BetLine line, Selection.Parsed parsed) {
        return Bet.newBuilder()
                .setId(Ids.next().toString())
                .setIndex(index)
                .setMarket(line.getMarket())
                .setSelection(line.getSelection())
                .setStake(line.getStake())
                .setMultiplier(parsed.multiplier().text())
                .setPotentialPayout(parsed.potentialPayout(line.getStake()))
                .setState(BetState.BET_STATE_RESERVED)
                .build();
    }

    private static ReserveResponse refused(RefusalCode code, String field, long largest) {
        return ReserveResponse.newBuilder()
                .setRefused(
                        Refused.newBuilder()
                                .setCode(code.name())
                                .setField(field)
                                .setDetail(code.sentence())
                                .setLargestStake(largest))
                .build();
    }

    @Override
    public void confirm(ConfirmRequest request, StreamObserver<ConfirmResponse> out) {
        CALLS.add("Confirm " + request.getTicket());
        Ticket confirmed =
                end(
                        request.getTicket(),
                        TicketState.TICKET_STATE_ACCEPTED,
                        "",
                        request.getOperatorTransaction());
        answer("Confirm", out, ConfirmResponse.newBuilder().setTicket(confirmed).build());
    }

    @Override
    public void decline(DeclineRequest request, StreamObserver<DeclineResponse> out) {
        CALLS.add("Decline " + request.getTicket());
        Ticket declined =
                end(request.getTicket(), TicketState.TICKET_STATE_DECLINED, request.getCode(), "");
        answer("Decline", out, DeclineResponse.newBuilder().setTicket(declined).build());
    }

    @Override
    public void expire(ExpireRequest request, StreamObserver<ExpireResponse> out) {
        CALLS.add("Expire " + request.getTicket());
        Ticket expired =
                end(request.getTicket(), TicketState.TICKET_STATE_EXPIRED, request.getReason(), "");
        answer("Expire", out, ExpireResponse.newBuilder().setTicket(expired).build());
    }

    /** Moves a reserved ticket to its end; a decided one is answered with what is true. */
    private static synchronized Ticket end(
            String id, TicketState state, String reason, String operatorTransaction) {
        Ticket ticket = ticket(id);
        if (ticket.getState() != TicketState.TICKET_STATE_RESERVED) {
            return ticket;
        }
        boolean late =
                state == TicketState.TICKET_STATE_ACCEPTED
                        && TestClock.now().toEpochMilli() > ticket.getConfirmByMs();
        Ticket.Builder ended = ticket.toBuilder();
        if (late) {
            ended.setState(TicketState.TICKET_STATE_EXPIRED).setReason("DEBIT_LATE");
        } else {
            ended.setState(state).setReason(reason).setOperatorTransaction(operatorTransaction);
        }
        if (ended.getState() == TicketState.TICKET_STATE_ACCEPTED) {
            ended.setReceipt(receipt(ticket));
        }
        TICKETS.put(id, ended.build());
        return ended.build();
    }

    private static Receipt receipt(Ticket ticket) {
        ByteString bytes = ByteString.copyFrom(new byte[32]);
        Receipt.Builder receipt =
                Receipt.newBuilder().setGroupRoot(bytes).setGroupSize(1).setSignature(bytes);
        for (Bet bet : ticket.getBetsList()) {
            receipt.addBets(
                    BetReceipt.newBuilder()
                            .setSequence(SEQUENCE.getAndIncrement())
                            .setSalt(bytes)
                            .setLeaf(bytes)
                            .setHead(bytes)
                            .setBetRecord("{\"bet\":\"" + bet.getId() + "\"}"));
        }
        return receipt.build();
    }

    @Override
    public void awaitTicket(AwaitTicketRequest request, StreamObserver<AwaitTicketResponse> out) {
        Instant end = Instant.now().plusSeconds(10);
        Ticket ticket = ticket(request.getTicket());
        while (ticket.getState() == TicketState.TICKET_STATE_RESERVED
                && Instant.now().isBefore(end)) {
            if (TestClock.now().toEpochMilli() > ticket.getConfirmByMs()) {
                end(ticket.getId(), TicketState.TICKET_STATE_EXPIRED, "NOT_CONFIRMED", "");
            }
            LockSupport.parkNanos(TURN.toNanos());
            ticket = ticket(request.getTicket());
        }
        answer("AwaitTicket", out, AwaitTicketResponse.newBuilder().setTicket(ticket).build());
    }

    @Override
    public void getTicket(GetTicketRequest request, StreamObserver<GetTicketResponse> out) {
        Ticket ticket = TICKETS.get(request.getTicket());
        if (ticket == null || !ticket.getOperator().equals(request.getOperator())) {
            out.onError(GrpcRefusals.status(Refusal.of(RefusalCode.NOT_FOUND)));
            return;
        }
        answer("GetTicket", out, GetTicketResponse.newBuilder().setTicket(ticket).build());
    }

    @Override
    public void listTickets(ListTicketsRequest request, StreamObserver<ListTicketsResponse> out) {
        var found =
                TICKETS.values().stream()
                        .filter(it -> it.getOperator().equals(request.getOperator()))
                        .filter(it ->
                                request.getPlayer().isEmpty()
                                        || it.getPlayer().equals(request.getPlayer()))
                        .limit(request.getLimit())
                        .toList();
        answer("ListTickets", out, ListTicketsResponse.newBuilder().addAllTickets(found).build());
    }

    private boolean moved(StreamObserver<?> out) {
        String elsewhere = owner;
        if (isOwner || elsewhere == null) {
            return false;
        }
        var refusal =
                new Refusal(RefusalCode.NOT_OWNER, "", "elsewhere", Map.of("owner", elsewhere));
        out.onError(GrpcRefusals.status(refusal));
        return true;
    }

    private static <T> void answer(String call, StreamObserver<T> out, T answer) {
        AtomicInteger lost = LOST.get(call);
        if (lost != null && lost.getAndDecrement() > 0) {
            out.onError(Status.UNAVAILABLE.withDescription("the answer got lost").asException());
            return;
        }
        Queue<RefusalCode> refused = REFUSED.get(call);
        RefusalCode code = refused == null ? null : refused.poll();
        if (code != null) {
            out.onError(GrpcRefusals.status(Refusal.of(code)));
            return;
        }
        out.onNext(answer);
        out.onCompleted();
    }
}
