package fairdraw.engine.round;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.bet.BeaconGuard;
import fairdraw.engine.bet.TakeTickets;
import fairdraw.engine.game.GameTerms;
import fairdraw.engine.game.PgGames;
import fairdraw.engine.game.PgTables;
import fairdraw.engine.lease.Fence;
import fairdraw.engine.lease.PgLease;
import fairdraw.games.PayoutTable;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries to own one game: takes its lease when it is free, runs its rounds, renews the lease and
 * stops at once when it is lost. Lives on one Vert.x context.
 */
final class OwnGame {

    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);

    /** Without a renewal for so long the lease may be another's before the next try. */
    private static final Duration GIVE_UP_AFTER = Duration.ofMillis(2_500);

    private static final Duration WATCH_AGAIN_MIN = Duration.ofMillis(200);
    private static final Duration WATCH_AGAIN_MAX = Duration.ofSeconds(3);

    private static final Duration TICK = Duration.ofMillis(10);

    private final String game;
    private final PgLease lease;
    private final PgGames games;
    private final PgTables tables;
    private final PgStoredRounds rounds;
    private final TellEnds ends;
    private final TakeTickets desk;
    private final BeaconGuard guard;
    private final GrpcFairness fairness;
    private final MoveRound moves;
    private final AnnulRound annulments;
    private final RoundMetrics metrics;
    private final InstantSource clock;
    private final Context context;
    private final long tickMs;

    private @Nullable Fence fence;
    private @Nullable RunRounds run;
    private @Nullable GameTerms known;
    private final AtomicBoolean taking = new AtomicBoolean();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final AtomicBoolean telling = new AtomicBoolean();
    private boolean stopped;
    private long renewedAtNanos;
    private String lastFailure = "";

    OwnGame(String game, OwnGames parts, Context context, int clockFactor) {
        this.game = game;
        this.context = context;
        this.lease = parts.lease;
        this.games = parts.games;
        this.tables = parts.tables;
        this.rounds = parts.rounds;
        this.ends = parts.ends;
        this.desk = parts.desk;
        this.fairness = parts.fairness;
        this.moves = parts.moves;
        this.annulments = parts.annulments;
        this.metrics = parts.metrics;
        this.clock = parts.clock;
        this.guard = new BeaconGuard(parts.steady);
        this.tickMs = Math.max(1, TICK.toMillis() / clockFactor);
    }

    /** Starts the timers; the first try is at once. */
    void start() {
        context.runOnContext(_ -> {
            keep();
            var vertx = context.owner();
            vertx.setPeriodic(RENEW_EVERY.toMillis(), _ -> keep());
            vertx.setPeriodic(tickMs, _ -> tick());
            watch();
        });
    }

    /** Stops and gives the lease up. */
    Uni<Void> stop() {
        var held = fence;
        return Uni.createFrom()
                .<Void>emitter(done ->
                        context.runOnContext(_ -> {
                            stopped = true;
                            drop();
                            done.complete(null);
                        }))
                .chain(() -> held == null ? Uni.createFrom().voidItem() : lease.release(held));
    }

    String name() {
        return game;
    }

    /** Voids a round, on the game's own thread. */
    Uni<Long> annul(Correction.VoidRound order) {
        return Uni.createFrom()
                .emitter(answer ->
                        context.runOnContext(_ -> {
                            var running = run;
                            if (running == null) {
                                answer.fail(Refusal.of(RefusalCode.UNAVAILABLE).toException());
                                return;
                            }
                            running.annul(order).subscribe().with(answer::complete, answer::fail);
                        }));
    }

    /** Whether this replica runs the game's rounds now. */
    boolean running() {
        return run != null;
    }

    /** Beacons guard the betting path even if our own clock is wrong. */
    private void watch() {
        fairness.beacons(game)
                .onCompletion()
                .failWith(() -> new IllegalStateException("the stream of beacons ended"))
                .onFailure()
                .retry()
                .withBackOff(WATCH_AGAIN_MIN, WATCH_AGAIN_MAX)
                .indefinitely()
                .subscribe()
                .with(
                        beacon -> guard.seen(beacon.getBeaconRound(), beacon.getEmittedAtMs()),
                        failure -> Log.errorf(failure, "no beacons are watched game=%s", game));
    }

    private void tick() {
        var running = run;
        if (running != null) {
            running.tick();
        }
    }

    private void keep() {
        var held = fence;
        if (held == null) {
            once(taking, this::take);
        } else {
            once(renewing, () -> renew(held));
            once(telling, () -> ends.tell(game));
            expire();
        }
    }

    /** Runs one at a time; a failure is tried again at the next turn. */
    private void once(AtomicBoolean busy, Supplier<Uni<Void>> work) {
        if (stopped || !busy.compareAndSet(false, true)) {
            return;
        }
        work.get()
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(_ -> lastFailure = "", this::logOnce);
    }

    private Uni<Void> renew(Fence held) {
        long askedAt = System.nanoTime();
        return lease.renew(held)
                .invoke(ours -> {
                    if (ours) {
                        renewedAtNanos = askedAt;
                    } else if (held.equals(fence)) {
                        Log.warnf("lost game=%s token=%d", game, held.token());
                        drop();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> take() {
        return registration()
                .chain(terms -> {
                    long askedAt = System.nanoTime();
                    return lease.take(game)
                            .chain(taken -> {
                                if (taken.isEmpty()) {
                                    return Uni.createFrom().voidItem();
                                }
                                fence = taken.get();
                                renewedAtNanos = askedAt;
                                return begin(terms, taken.get());
                            });
                });
    }

    /** Picks up what an earlier owner left, by the state that is stored. */
    private Uni<Void> begin(GameTerms terms, Fence taken) {
        var table = PayoutTable.of(game);
        var running = new RunningGame(terms, taken, table, table.tableHash());
        return tables.keep(table)
                .chain(() -> desk.begin(taken, context, guard))
                .chain(() -> resume(running))
                .call(() -> desk.admit(game))
                .invoke(resumed -> {
                    // A slow start may have outlived the lease.
                    if (taken.equals(fence)) {
                        run = resumed;
                        Log.infof("own game=%s token=%d", game, taken.token());
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .call(() -> lease.release(taken).invoke(this::drop));
    }

    private Uni<RunRounds> resume(RunningGame running) {
        return Uni.combine()
                .all()
                .unis(rounds.live(game), rounds.last(game), rounds.missing(game))
                .asTuple()
                .call(stored ->
                        Multi.createFrom()
                                .iterable(stored.getItem1())
                                .onItem()
                                .transformToUniAndConcatenate(round -> moves.resume(running, round))
                                .collect()
                                .last())
                .map(stored ->
                        new RunRounds(
                                running,
                                started(running, stored.getItem1(), stored.getItem3()),
                                stored.getItem2().orElse(-1L) + 1,
                                moves,
                                annulments,
                                metrics,
                                clock,
                                this::drop));
    }

    /** Rounds that are stored and not final, and those that nobody decided, which never open. */
    private List<Round> started(RunningGame running, List<Round> live, List<Long> missing) {
        var schedule = running.terms().schedule();
        List<Round> started = new ArrayList<>(live);
        missing.forEach(
                number -> started.add(new Round.Scheduled(RoundPlan.of(game, schedule, number))));
        return started;
    }

    /** What fairness says; while it is away, what it said the first time. */
    private Uni<GameTerms> registration() {
        var read = known;
        if (read != null) {
            return Uni.createFrom().item(read);
        }
        return fairness.game(game)
                .chain(games::keep)
                .onFailure(io.grpc.StatusRuntimeException.class)
                .recoverWithUni(away ->
                        games.find(game).map(kept -> kept.orElseThrow(() -> unregistered(away))))
                .invoke(terms -> known = terms);
    }

    private static RuntimeException unregistered(Throwable away) {
        return new IllegalStateException("fairness has not told the game yet: " + away, away);
    }

    private void expire() {
        if (fence != null && System.nanoTime() - renewedAtNanos > GIVE_UP_AFTER.toNanos()) {
            Log.warnf("gave up game=%s: the lease could not be renewed", game);
            drop();
        }
    }

    private void drop() {
        var running = run;
        if (running != null) {
            running.stop();
        }
        desk.end(game);
        run = null;
        fence = null;
    }

    private void logOnce(Throwable failure) {
        var text = failure.toString();
        if (!text.equals(lastFailure)) {
            lastFailure = text;
            Log.warnf("cannot own game=%s yet: %s", game, text);
        }
    }
}
