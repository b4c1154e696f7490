package fairdraw.engine.bet;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import fairdraw.engine.lease.Fence;
import fairdraw.engine.lease.PgLease;
import fairdraw.engine.ledger.PgCredit;
import fairdraw.engine.ledger.PgLedger;
import fairdraw.engine.player.PgPseudonymKey;
import fairdraw.engine.ticket.PgTicketViews;
import fairdraw.engine.ticket.PgTickets;
import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes commands for tickets to the writer of their game, where this replica owns it. */
@Singleton
public class TakeTickets {

    final PgLease lease;
    final PgTickets tickets;
    final PgTicketViews views;
    final LoadBook load;
    final WriteGroup write;
    final PgLedger ledger;
    final PgCredit credit;
    final Outbox outbox;
    final SecureRandom random;
    final InstantSource clock;
    private final PgPseudonymKey pseudonymKey;
    private final MeterRegistry registry;
    private final Map<String, Timer> commitTimers = new ConcurrentHashMap<>();
    private final Map<Moved, Counter> movedCounters = new ConcurrentHashMap<>();
    private final Map<String, CommitGroups> writers = new ConcurrentHashMap<>();
    private final Map<UUID, List<UniEmitter<? super Boolean>>> waiters = new ConcurrentHashMap<>();

    TakeTickets(
            PgLease lease,
            PgTickets tickets,
            PgTicketViews views,
            LoadBook load,
            WriteGroup write,
            PgLedger ledger,
            PgCredit credit,
            Outbox outbox,
            SecureRandom random,
            InstantSource clock,
            PgPseudonymKey pseudonymKey,
            MeterRegistry registry) {
        this.lease = lease;
        this.tickets = tickets;
        this.views = views;
        this.load = load;
        this.write = write;
        this.ledger = ledger;
        this.credit = credit;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
        this.pseudonymKey = pseudonymKey;
        this.registry = registry;
    }

    /**
     * Starts the writer of a game that this replica has come to own, on the game's context. It
     * takes no command before {@link #admit(String)}.
     */
    public Uni<Void> begin(Fence fence, Context context, BeaconGuard guard) {
        return pseudonymKey
                .known()
                .invoke(pseudonyms ->
                        writers.put(
                                fence.game(),
                                new CommitGroups(fence, context, this, pseudonyms, guard)))
                .replaceWithVoid();
    }

    /** Takes commands, once the books of all rounds that take bets are read. */
    public Uni<Void> admit(String game) {
        return owned(game).admit();
    }

    /** Stops the writer of a game; what waits is refused. */
    public void end(String game) {
        var writer = writers.remove(game);
        if (writer != null) {
            writer.stop();
        }
    }

    /** Opens the book of a round whose opening is committed. */
    public Uni<Void> open(BetWindow window) {
        return owned(window.game()).open(window);
    }

    /** Reads the book of a round that is stored and still takes bets. */
    public Uni<Void> resume(BetWindow window) {
        return owned(window.game()).resume(window);
    }

    /** The writer of a game that this replica owns. */
    CommitGroups owned(String game) {
        return writer(game).orElseThrow(() -> Refusal.of(RefusalCode.NOT_OWNER).toException());
    }

    /** The answer to a command, after its commit; a failure when another replica owns the game. */
    Uni<TicketAnswer> take(String game, TicketCommand command) {
        var started = System.nanoTime();
        return writer(game)
                .map(writer -> writer.submit(command))
                .orElseGet(() -> notOwner(game))
                .invoke(() ->
                        commitTimer(command).record(System.nanoTime() - started, NANOSECONDS));
    }

    /** Completes when the ticket may have moved, or after the wait at the latest. */
    Uni<Boolean> awaitMove(UUID ticket, Duration wait) {
        return Uni.createFrom()
                .<Boolean>emitter(waiter -> {
                    waiters.computeIfAbsent(ticket, _ -> new CopyOnWriteArrayList<>()).add(waiter);
                    waiter.onTermination(() -> forget(ticket, waiter));
                })
                .ifNoItem()
                .after(wait)
                .recoverWithItem(false);
    }

    /** Tells who waits that these tickets are committed in a new state. */
    void moved(String game, Map<UUID, Ticket> moved) {
        for (var ticket : moved.entrySet()) {
            var waiting = waiters.remove(ticket.getKey());
            if (waiting != null) {
                waiting.forEach(waiter -> waiter.complete(true));
            }
            movedCounter(game, ticket.getValue()).increment();
        }
    }

    // Looking a meter up by its tags costs more than what it counts: each is kept.
    private Timer commitTimer(TicketCommand command) {
        return commitTimers.computeIfAbsent(
                command.getClass().getSimpleName(),
                name -> registry.timer("fairdraw.ticket.commit", "command", name));
    }

    private Counter movedCounter(String game, Ticket ticket) {
        return movedCounters.computeIfAbsent(
                new Moved(game, ticket.getClass().getSimpleName()),
                it -> registry.counter("fairdraw.tickets", "game", it.game, "state", it.state));
    }

    private record Moved(String game, String state) {}

    private void forget(UUID ticket, UniEmitter<? super Boolean> waiter) {
        waiters.computeIfPresent(
                ticket,
                (_, waiting) -> {
                    waiting.remove(waiter);
                    return waiting.isEmpty() ? null : waiting;
                });
    }

    private Optional<CommitGroups> writer(String game) {
        return Optional.ofNullable(writers.get(game));
    }

    private Uni<TicketAnswer> notOwner(String game) {
        return lease.owner(game)
                .map(owner -> {
                    throw new Refusal(
                                    RefusalCode.NOT_OWNER,
                                    "",
                                    RefusalCode.NOT_OWNER.sentence(),
                                    Map.of("owner", owner.orElse("")))
                            .toException();
                });
    }
}
