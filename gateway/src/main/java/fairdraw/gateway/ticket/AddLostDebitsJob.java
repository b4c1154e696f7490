package fairdraw.gateway.ticket;

import fairdraw.engine.v1.ListTicketsRequest;
import fairdraw.engine.v1.Ticket;
import fairdraw.gateway.delivery.PgDeliveryLog;
import fairdraw.gateway.delivery.PgUnlogged;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.gateway.wallet.WalletRequest;
import fairdraw.kernel.GrpcRefusals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Gives debits their line whose gateway was killed before it wrote them. The engine knows each
 * ticket before its debit is sent, which is intent enough: what it confirmed was applied, and what
 * expired nobody knows. Both are marked NOT_LOGGED, without attempts.
 */
@ApplicationScoped
class AddLostDebitsJob {

    private static final Logger LOG = Logger.getLogger(AddLostDebitsJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** The lines of debits are a few moments behind, and more while the database is away. */
    private static final Duration LINES_BEHIND = Duration.ofSeconds(5);

    private static final int PAGE = 200;

    private final Vertx vertx;
    private final GrpcTickets tickets;
    private final PgUnlogged unlogged;
    private final InstantSource clock;
    private final AtomicBoolean comparing = new AtomicBoolean();
    private volatile boolean running;

    AddLostDebitsJob(Vertx vertx, GrpcTickets tickets, PgUnlogged unlogged, InstantSource clock) {
        this.vertx = vertx;
        this.tickets = tickets;
        this.unlogged = unlogged;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        running = true;
        vertx.setPeriodic(PERIOD.toMillis(), tick -> compare());
    }

    void stop(@Observes ShutdownEvent ended) {
        running = false;
    }

    private void compare() {
        if (!running || !comparing.compareAndSet(false, true)) {
            return;
        }
        unlogged.orders(clock.instant().minus(LINES_BEHIND))
                .call(orders ->
                        unlogged.whole(
                                orders.stream().filter(PgUnlogged.Order::whole).toList(),
                                clock.instant()))
                .onItem()
                .transformToMulti(orders -> Multi.createFrom().iterable(orders))
                .filter(order -> !order.whole())
                .onItem()
                .transformToUniAndConcatenate(this::compare)
                .collect()
                .last()
                .onTermination()
                .invoke(() -> comparing.set(false))
                .subscribe()
                .with(
                        done -> {},
                        // What was not compared is compared at the next turn.
                        failure -> LOG.warnf("debits are not compared: %s", failure));
    }

    private Uni<Void> compare(PgUnlogged.Order order) {
        Uni<List<Ticket>> suspects =
                order.ticket().isEmpty() ? confirmed(order, "") : rolledBack(order);
        return suspects.chain(AddLostDebitsJob.this::unlogged)
                .chain(lost -> {
                    lost.forEach(ticket ->
                            LOG.warnf(
                                    "debit without a line ticket=%s operator=%s state=%s",
                                    ticket.getId(), ticket.getOperator(), ticket.getState()));
                    return unlogged.add(
                            order,
                            lost.stream().map(AddLostDebitsJob::line).toList(),
                            clock.instant());
                });
    }

    /** The ticket of a rollback; nothing when the engine does not know it. */
    private Uni<List<Ticket>> rolledBack(PgUnlogged.Order order) {
        return tickets.get(order.operator(), order.ticket())
                .map(List::of)
                .onFailure(failure -> GrpcRefusals.refusal(failure).isPresent())
                .recoverWithItem(List.of());
    }

    /** All tickets of a round whose debit was applied, page by page. */
    private Uni<List<Ticket>> confirmed(PgUnlogged.Order order, String after) {
        var request =
                ListTicketsRequest.newBuilder()
                        .setOperator(order.operator())
                        .setGame(order.game())
                        .setRoundPlusOne(order.round() + 1)
                        .setLimit(PAGE)
                        .setAfter(after)
                        .build();
        return tickets.list(request)
                .chain(page -> {
                    List<Ticket> found = new ArrayList<>();
                    page.getTicketsList().stream()
                            .filter(AddLostDebitsJob::wasApplied)
                            .forEach(found::add);
                    return page.getNext().isEmpty()
                            ? Uni.createFrom().item(found)
                            : confirmed(order, page.getNext())
                                    .map(more -> {
                                        found.addAll(more);
                                        return found;
                                    });
                });
    }

    private Uni<List<Ticket>> unlogged(List<Ticket> suspects) {
        return unlogged.known(suspects.stream().map(AddLostDebitsJob::debit).toList())
                .map((Set<UUID> known) ->
                        suspects.stream().filter(it -> !known.contains(debit(it))).toList());
    }

    private static boolean wasApplied(Ticket ticket) {
        return switch (ticket.getState()) {
            case TICKET_STATE_ACCEPTED, TICKET_STATE_SETTLED, TICKET_STATE_REFUNDED -> true;
            case TICKET_STATE_RESERVED,
                    TICKET_STATE_DECLINED,
                    TICKET_STATE_EXPIRED,
                    TICKET_STATE_UNSPECIFIED,
                    UNRECOGNIZED ->
                    false;
        };
    }

    private static UUID debit(Ticket ticket) {
        return UUID.fromString(ticket.getDebitTransaction());
    }

    private static PgDeliveryLog.Debit line(Ticket ticket) {
        WalletAnswer answer =
                wasApplied(ticket)
                        ? new WalletAnswer.Applied(
                                ticket.getOperatorTransaction(), OptionalLong.empty())
                        : new WalletAnswer.Unknown(WalletAnswer.Cause.NOT_LOGGED);
        var request =
                new WalletRequest(
                        WalletCall.DEBIT,
                        ticket.getOperator(),
                        debit(ticket),
                        HttpDebit.body(ticket),
                        ticket.getFreeBet());
        return new PgDeliveryLog.Debit(
                new WalletExchange(
                        request,
                        "",
                        Instant.ofEpochMilli(ticket.getCreatedAtMs()),
                        0,
                        0,
                        "",
                        answer,
                        Optional.empty()),
                ticket.getPlayer(),
                ticket.getId(),
                ticket.getGame(),
                ticket.getRound(),
                ticket.getCurrency(),
                HttpDebit.amount(ticket),
                TicketView.mode(ticket),
                ticket.getOperatorTransaction());
    }
}
