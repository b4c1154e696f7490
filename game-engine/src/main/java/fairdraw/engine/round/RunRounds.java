package fairdraw.engine.round;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.lease.FencedException;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one game while this replica holds its lease. Each live round moves on by itself
 * when its time has come; a settlement may overlap the next round. Runs on one thread, never
 * blocks.
 */
final class RunRounds {

    private static final Duration RETRY = Duration.ofMillis(200);

    /** Longer than the draw's own deadline; past it the books are asked what became of the move. */
    private static final Duration MOVE_MAX = Duration.ofSeconds(30);

    /** How often a move that keeps failing is logged. */
    private static final long LOG_EVERY_MS = 10_000;

    /** A beacon that is later than this is worth a line in the log. */
    private static final long BEACON_LATE_MS = 2_000;

    /** Rounds that are scheduled at once after a standstill. */
    private static final int CATCH_UP_MAX = 64;

    private final RunningGame game;
    private final MoveRound moves;
    private final AnnulRound annulments;
    private final RoundMetrics metrics;
    private final InstantSource clock;
    private final Runnable lost;
    private final List<Live> live = new ArrayList<>();
    private long next;
    private boolean stopped;

    /** One live round, the earliest time of its next move and how the last try failed. */
    private static final class Live {

        private Round round;
        private long wakeAtMs;
        private long retryAtNanos = System.nanoTime();
        private boolean moving;
        private long movingSinceNanos;
        private Cancellable inFlight = () -> {};
        private boolean doubtful;
        private @Nullable Annulment annulment;
        private long loggedAtMs = Long.MIN_VALUE / 2;
        private String failure = RefusalCode.PAST_OPENING.name();

        Live(Round round) {
            this.round = round;
            wakeAtMs = dueAtMs(round);
        }
    }

    /** Two persons want the round voided, and somebody waits for the answer. */
    private record Annulment(Correction.VoidRound order, UniEmitter<? super Long> answer) {}

    /**
     * @param stored the rounds that an earlier owner left unfinished
     * @param next the first round that is not stored
     * @param lost called once when the lease turns out to be another's
     */
    RunRounds(
            RunningGame game,
            List<Round> stored,
            long next,
            MoveRound moves,
            AnnulRound annulments,
            RoundMetrics metrics,
            InstantSource clock,
            Runnable lost) {
        this.game = game;
        this.moves = moves;
        this.annulments = annulments;
        this.metrics = metrics;
        this.clock = clock;
        this.lost = lost;
        this.next = next;
        stored.forEach(round -> live.add(new Live(round)));
    }

    /** Looks at the clock and starts what is due. */
    void tick() {
        if (stopped) {
            return;
        }
        long now = clock.millis();
        schedule(now);
        for (Live round : List.copyOf(live)) {
            if (round.moving && System.nanoTime() - round.movingSinceNanos > MOVE_MAX.toNanos()) {
                giveUp(round);
            }
            if (!round.moving
                    && now >= round.wakeAtMs
                    && System.nanoTime() - round.retryAtNanos >= 0) {
                start(round, now);
            }
        }
        metrics.undrawn(game.terms().game(), undrawnBefore(Long.MAX_VALUE));
    }

    /**
     * Voids a round in place of its next move; answers how many tickets were refunded. A draw that
     * waits for the beacon is given up for it: only the books say whether it was in time.
     */
    Uni<Long> annul(Correction.VoidRound order) {
        for (Live round : live) {
            if (round.round.plan().number() == order.round()) {
                return Uni.createFrom().emitter(answer -> annul(round, order, answer));
            }
        }
        return annulments.answer(order);
    }

    private void annul(Live live, Correction.VoidRound order, UniEmitter<? super Long> answer) {
        if (live.annulment != null) {
            answer.fail(Refusal.of(RefusalCode.IDEMPOTENCY_IN_FLIGHT).toException());
            return;
        }
        live.annulment = new Annulment(order, answer);
        if (live.moving && live.round instanceof Round.Sealed) {
            live.inFlight.cancel();
            live.moving = false;
            live.doubtful = true;
        }
        if (!live.moving) {
            start(live, clock.millis());
        }
    }

    private void annul(Live live, Annulment annulment) {
        live.annulment = null;
        live.inFlight =
                annulments
                        .annul(game.fence(), live.round, annulment.order())
                        .subscribe()
                        .with(
                                annulled -> {
                                    annulment.answer().complete(annulled.tickets());
                                    moved(live, annulled.round());
                                },
                                failure -> {
                                    annulment.answer().fail(failure);
                                    failed(live, failure);
                                });
    }

    /** Moves nothing any more; what is in flight still ends. */
    void stop() {
        stopped = true;
    }

    private void schedule(long now) {
        long newest = game.terms().schedule().roundAt(now + RoundPlan.PREPARE_AHEAD_MS);
        for (int i = 0; i < CATCH_UP_MAX && next <= newest && live.size() < CATCH_UP_MAX; i++) {
            var plan = RoundPlan.of(game.terms().game(), game.terms().schedule(), next);
            live.add(new Live(new Round.Scheduled(plan)));
            next++;
        }
    }

    /** A move that never answers would hold its round, and at last every round, for ever. */
    private void giveUp(Live live) {
        live.inFlight.cancel();
        failed(live, new TimeoutException("no answer within " + MOVE_MAX));
    }

    private void start(Live live, long now) {
        live.moving = true;
        live.movingSinceNanos = System.nanoTime();
        if (live.doubtful) {
            live.inFlight =
                    moves.truth(game, live.round)
                            .subscribe()
                            .with(found -> known(live, found), failure -> failed(live, failure));
            return;
        }
        var annulment = live.annulment;
        if (annulment != null) {
            annul(live, annulment);
            return;
        }
        var move =
                switch (live.round) {
                    case Round.Scheduled scheduled when now > scheduled.plan().openByMs() ->
                            moves.skip(game, scheduled.skip(live.failure));
                    case Round.Prepared prepared when now > prepared.plan().openByMs() ->
                            moves.skip(game, prepared.skip(live.failure));
                    default ->
                            moves.move(game, live.round, undrawnBefore(live.round.plan().number()));
                };
        // The lambdas run on this game's thread: the database and gRPC clients keep the context.
        live.inFlight =
                move.subscribe()
                        .with(moved -> moved(live, moved), failure -> failed(live, failure));
    }

    private void moved(Live live, Round moved) {
        live.moving = false;
        live.round = moved;
        live.wakeAtMs = dueAtMs(moved);
        metrics.moved(moved, clock.millis());
        if (moved.isFinal()) {
            this.live.remove(live);
        }
        if (live.annulment != null) {
            start(live, clock.millis());
        }
        tick();
    }

    private void known(Live live, Round found) {
        live.doubtful = false;
        live.moving = false;
        if (found.getClass() != live.round.getClass()) {
            moved(live, found);
        } else {
            tick();
        }
    }

    private void failed(Live live, Throwable failure) {
        live.moving = false;
        // Only an answer says that nothing happened; a broken connection may hide a commit.
        live.doubtful = GrpcRefusals.refusal(failure).isEmpty();
        long now = clock.millis();
        // Of the machine's own time: a simulated clock must not make it hammer or sleep.
        live.retryAtNanos = System.nanoTime() + RETRY.toNanos();
        live.failure =
                GrpcRefusals.refusal(failure)
                        .map(Refusal::code)
                        .orElse(RefusalCode.UNAVAILABLE)
                        .name();
        if (failure instanceof FencedException) {
            Log.warnf("stopped, fenced game=%s", game.terms().game());
            stopped = true;
            lost.run();
        } else if (now - live.loggedAtMs >= LOG_EVERY_MS && !waitsForBeacon(live, now)) {
            live.loggedAtMs = now;
            var state = live.round.getClass().getSimpleName();
            Log.warnf(
                    "round waits round=%s state=%s cause=%s",
                    live.round.plan().roundId(), state, failure);
        }
    }

    /** Nothing to tell while the beacon is not even due. */
    private static boolean waitsForBeacon(Live live, long now) {
        return live.round instanceof Round.Sealed sealed
                && live.failure.equals(RefusalCode.BEACON_NOT_YET.name())
                && now < sealed.opening().beaconAtMs() + BEACON_LATE_MS;
    }

    private int undrawnBefore(long number) {
        return (int)
                live.stream()
                        .map(l -> l.round)
                        .filter(r -> r.isUndrawn() && r.plan().number() < number)
                        .count();
    }

    private static long dueAtMs(Round round) {
        var plan = round.plan();
        return switch (round) {
            case Round.Scheduled _ -> plan.openAtMs() - RoundPlan.PREPARE_AHEAD_MS;
            case Round.Prepared _ -> plan.openAtMs();
            case Round.Open _ -> plan.closeAtMs();
            case Round.Closed _, Round.Fixed _ -> plan.confirmByMs();
            case Round.Sealed _,
                    Round.Drawn _,
                    Round.Settled _,
                    Round.Published _,
                    Round.Skipped _,
                    Round.Voided _ ->
                    Long.MIN_VALUE;
        };
    }
}
