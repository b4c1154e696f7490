package fairdraw.engine.bet;

import fairdraw.engine.config.Party;
import fairdraw.engine.lease.Fence;
import fairdraw.engine.player.Pseudonyms;
import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one writer of a game's tickets: takes commands from a bounded queue and commits all that wait
 * in one transaction, then answers them. Steps of rounds run between groups, alone. Lives on the
 * game's context; {@link #submit} may be called from anywhere.
 */
final class CommitGroups {

    /** Commands of one transaction. */
    private static final int GROUP_MAX = 512;

    /** Commands that wait; more are refused, since their answer would come too late. */
    private static final int QUEUE_MAX = 20_000;

    /**
     * From begin to begin of groups. A group costs the database much the same for one command as
     * for fifty, so under load they go together; after a pause the first one is taken at once.
     */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String game;
    private final Fence fence;
    private final Context context;
    private final TakeTickets parts;
    private final Pseudonyms pseudonyms;
    private final BeaconGuard guard;
    private final Map<Long, RoundBook> books = new HashMap<>();
    private final Deque<QueuedWork> queue = new ArrayDeque<>();
    private long begunNanos = System.nanoTime() - PACE_NANOS;
    private boolean running;
    private boolean admitting;
    private boolean stale;
    private boolean stopped;

    /** The cut-off passed between decision and commit: decide again. */
    private static final class CutOffPassedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CutOffPassedException() {
            super("the cut-off passed before the commit", null, false, false);
        }
    }

    CommitGroups(
            Fence fence,
            Context context,
            TakeTickets parts,
            Pseudonyms pseudonyms,
            BeaconGuard guard) {
        this.game = fence.game();
        this.fence = fence;
        this.context = context;
        this.parts = parts;
        this.pseudonyms = pseudonyms;
        this.guard = guard;
    }

    /** Queues a command; answers after its commit. */
    Uni<TicketAnswer> submit(TicketCommand command) {
        return Uni.createFrom()
                .emitter(answer ->
                        context.runOnContext(_ -> add(new QueuedWork.Command(command, answer))));
    }

    /** Every book of an earlier owner is read: from now on commands are taken. */
    Uni<Void> admit() {
        return step(() -> {
            admitting = true;
            return Uni.createFrom().voidItem();
        });
    }

    /** Queues a step that needs every earlier command committed and no other beside it. */
    Uni<Void> step(Supplier<Uni<Void>> run) {
        return Uni.createFrom()
                .emitter(done -> context.runOnContext(_ -> add(new QueuedWork.Step(run, done))));
    }

    /** Opens the empty book of a round whose opening is committed. */
    Uni<Void> open(BetWindow window) {
        return step(() -> {
            books.put(window.round(), parts.load.empty(window));
            return Uni.createFrom().voidItem();
        });
    }

    /** Reads the book of a round that another owner opened; none when it takes no bets any more. */
    Uni<Void> resume(BetWindow window) {
        return step(() ->
                parts.lease
                        .alone(fence, tx -> parts.load.load(tx, window))
                        .onItem()
                        .ifNotNull()
                        .invoke(book -> books.put(window.round(), book))
                        .replaceWithVoid());
    }

    /** The book of a round that takes bets. */
    RoundBook book(long round) {
        var book = books.get(round);
        if (book == null) {
            throw new IllegalStateException("no book of round " + round);
        }
        return book;
    }

    /** The round takes no bets any more. */
    void closeBook(long round) {
        books.remove(round);
    }

    /** Refuses everything that waits and comes. */
    void stop() {
        stopped = true;
        var left = new ArrayList<>(queue);
        queue.clear();
        left.forEach(work -> work.fail(unavailable()));
    }

    private void add(QueuedWork work) {
        // Beside books that are not read yet a ticket would look as if no round took it.
        boolean early = work instanceof QueuedWork.Command && !admitting;
        if (stopped || early || queue.size() >= QUEUE_MAX) {
            work.fail(unavailable());
            return;
        }
        queue.add(work);
        if (!running) {
            next();
        }
    }

    private void next() {
        var head = queue.peek();
        if (head == null || stopped) {
            running = false;
            return;
        }
        running = true;
        long left = PACE_NANOS - (System.nanoTime() - begunNanos);
        if (left > 0 && head instanceof QueuedWork.Command) {
            // At least a whole millisecond, which is what the timer counts in.
            context.owner()
                    .setTimer(
                            TimeUnit.NANOSECONDS.toMillis(left) + 1,
                            _ -> context.runOnContext(_ -> run()));
        } else {
            run();
        }
    }

    private void run() {
        var head = queue.peek();
        if (head == null || stopped) {
            running = false;
            return;
        }
        var fresh = stale ? reload() : Uni.createFrom().voidItem();
        switch (head) {
            case QueuedWork.Step step -> {
                queue.remove();
                fresh.chain(step.run()::get)
                        .subscribe()
                        .with(
                                _ -> {
                                    step.done().complete(null);
                                    next();
                                },
                                failure -> {
                                    // What it did to the books, if anything, is not known.
                                    stale = true;
                                    step.done().fail(failure);
                                    next();
                                });
            }
            case QueuedWork.Command _ -> {
                var group = waiting();
                fresh.chain(() -> commit(group))
                        .subscribe()
                        .with(answers -> answer(group, answers), failure -> failed(group, failure));
            }
        }
    }

    private List<QueuedWork.Command> waiting() {
        begunNanos = System.nanoTime();
        var group = new ArrayList<QueuedWork.Command>();
        while (group.size() < GROUP_MAX && queue.peek() instanceof QueuedWork.Command waiting) {
            queue.remove();
            group.add(waiting);
        }
        return group;
    }

    private void answer(List<QueuedWork.Command> group, List<TicketAnswer> answers) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer().complete(answers.get(i));
        }
        next();
    }

    private void failed(List<QueuedWork.Command> group, Throwable failure) {
        Log.warnf("group of %d not committed game=%s: %s", group.size(), game, failure);
        stale = true;
        group.forEach(waiting -> waiting.fail(unavailable()));
        next();
    }

    private Uni<List<TicketAnswer>> commit(List<QueuedWork.Command> waiting) {
        var commands = waiting.stream().map(QueuedWork.Command::command).toList();
        return tryCommit(commands)
                .onFailure(CutOffPassedException.class)
                .recoverWithUni(() -> tryCommit(commands));
    }

    private Uni<List<TicketAnswer>> tryCommit(List<TicketCommand> commands) {
        return parts.lease
                .write(
                        fence,
                        tx -> read(tx, commands),
                        (tx, read) -> write(tx, decide(commands, read.stored(), read.credit())))
                .invoke(group -> {
                    parts.outbox.wake();
                    parts.moved(game, group.moved());
                })
                .map(TicketGroup::answers);
    }

    /** What a group is decided by besides the books. */
    private record Known(Map<UUID, Ticket> stored, CreditRoom credit) {}

    private Uni<Known> read(SqlConnection tx, List<TicketCommand> commands) {
        var unknown =
                commands.stream()
                        .map(TicketCommand::ticket)
                        .filter(id -> books.values().stream().noneMatch(b -> holds(b, id)))
                        .distinct()
                        .toList();
        return Uni.combine()
                .all()
                .unis(
                        parts.views.find(tx, game, unknown),
                        parts.tickets.lock(tx, game, books.keySet()).invoke(this::requireOpen),
                        parts.credit.lock(tx, bounded(commands)))
                .asTuple()
                .map(read -> new Known(read.getItem1(), new CreditRoom(read.getItem3())));
    }

    /** Who asks for credit in this group and has a bound. */
    private List<Party> bounded(List<TicketCommand> commands) {
        var bounded = new ArrayList<Party>();
        for (var command : commands) {
            if (command instanceof TicketCommand.Reserve(var request)
                    && books.get(request.round()) instanceof RoundBook book
                    && book.credit(request.party()).isPresent()) {
                bounded.add(request.party());
            }
        }
        return bounded;
    }

    private TicketGroup decide(
            List<TicketCommand> commands, Map<UUID, Ticket> stored, CreditRoom credit) {
        long now = parts.clock.millis();
        var group = new TicketGroup(books, stored, guard, pseudonyms, this::salt, credit, now);
        commands.forEach(group::decide);
        return group;
    }

    private Uni<TicketGroup> write(SqlConnection tx, TicketGroup group) {
        return parts.write
                .write(tx, group, parts.clock.millis())
                .invoke(() -> {
                    if (parts.clock.millis() >= group.commitBeforeMs()) {
                        throw new CutOffPassedException();
                    }
                })
                .replaceWith(group)
                // Nothing was committed; when the commit itself fails, the books are read again.
                .onFailure()
                .invoke(group::undo);
    }

    private void requireOpen(List<Long> locked) {
        if (locked.size() != books.size()) {
            throw new IllegalStateException("the books are not the stored rounds': " + locked);
        }
    }

    /** Reads all books again, once nothing of ours is under way in the database. */
    private Uni<Void> reload() {
        var windows = books.values().stream().map(RoundBook::window).toList();
        var fresh = new HashMap<Long, RoundBook>();
        return parts.lease
                .alone(
                        fence,
                        tx ->
                                Multi.createFrom()
                                        .iterable(windows)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                window -> parts.load.load(tx, window))
                                        .invoke(book -> fresh.put(book.window().round(), book))
                                        .collect()
                                        .last())
                .invoke(() -> {
                    books.clear();
                    books.putAll(fresh);
                    stale = false;
                })
                .replaceWithVoid();
    }

    private Bytes salt() {
        byte[] salt = new byte[Derivation.SALT_BYTES];
        parts.random.nextBytes(salt);
        return Bytes.of(salt);
    }

    private static boolean holds(RoundBook book, UUID ticket) {
        return book.reserved(ticket).isPresent();
    }

    private static RuntimeException unavailable() {
        return Refusal.of(RefusalCode.UNAVAILABLE).toException();
    }
}
