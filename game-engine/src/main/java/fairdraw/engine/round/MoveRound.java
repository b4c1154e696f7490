package fairdraw.engine.round;

import fairdraw.engine.bet.BetWindow;
import fairdraw.engine.bet.FixBets;
import fairdraw.engine.bet.TakeTickets;
import fairdraw.engine.config.PgTerms;
import fairdraw.engine.game.PgTables;
import fairdraw.engine.halt.PgHalts;
import fairdraw.engine.lease.Fence;
import fairdraw.engine.lease.PgLease;
import fairdraw.engine.settlement.RoundResult;
import fairdraw.engine.settlement.SettleRound;
import fairdraw.kernel.Outbox;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves a round to its next state: asks fairness where it must, then commits the move with its
 * event in one fenced transaction. Each move may be repeated after any failure.
 */
@ApplicationScoped
class MoveRound {

    /** A round opens only if at most so many earlier ones wait for their draw (spec 2). */
    static final int UNDRAWN_MAX = 1;

    /** Why no round of a stopped game opens. */
    private static final String GAME_HALTED = "GAME_HALTED";

    private final PgLease lease;
    private final PgRounds rounds;
    private final PgStoredRounds stored;
    private final PgRoundEvents events;
    private final PgTerms terms;
    private final PgTables tables;
    private final PgHalts halts;
    private final GrpcFairness fairness;
    private final TakeTickets desk;
    private final FixBets bets;
    private final SettleRound settlement;
    private final Outbox outbox;
    private final InstantSource clock;
    private final AtomicBoolean rehearsed = new AtomicBoolean();

    MoveRound(
            PgLease lease,
            PgRounds rounds,
            PgStoredRounds stored,
            PgRoundEvents events,
            PgTerms terms,
            PgTables tables,
            PgHalts halts,
            GrpcFairness fairness,
            TakeTickets desk,
            FixBets bets,
            SettleRound settlement,
            Outbox outbox,
            InstantSource clock) {
        this.lease = lease;
        this.rounds = rounds;
        this.stored = stored;
        this.events = events;
        this.terms = terms;
        this.tables = tables;
        this.halts = halts;
        this.fairness = fairness;
        this.desk = desk;
        this.bets = bets;
        this.settlement = settlement;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The round's next state, committed. */
    Uni<Round> move(RunningGame game, Round round, int undrawnBefore) {
        return switch (round) {
            case Round.Scheduled scheduled ->
                    fairness.prepare(scheduled.plan(), game.tableHash())
                            .map(scheduled::prepare)
                            .call(prepared -> rehearse(game, prepared))
                            .map(prepared -> prepared);
            case Round.Prepared prepared ->
                    undrawnBefore > UNDRAWN_MAX
                            ? skip(game, prepared.skip("EARLIER_ROUND_UNDRAWN"))
                            : open(game, prepared);
            case Round.Open open ->
                    lease.write(game.fence(), tx -> rounds.close(tx, open.plan()))
                            .replaceWith(open::close);
            case Round.Closed closed -> fix(game.fence(), closed);
            case Round.Fixed fixed -> seal(game.fence(), fixed);
            case Round.Sealed sealed -> draw(game.fence(), sealed);
            case Round.Drawn drawn -> settle(game.fence(), drawn);
            case Round.Settled settled ->
                    fairness.reveal(settled.plan())
                            .chain(hash -> publish(game.fence(), settled, hash));
            case Round.Published _, Round.Skipped _, Round.Voided _ ->
                    throw new IllegalArgumentException(round.plan().roundId() + " is final");
        };
    }

    /**
     * What is true after a move that may or may not have been committed: the stored state, with its
     * book when it takes bets; the round itself when nothing is stored of it.
     */
    Uni<Round> truth(RunningGame game, Round round) {
        return stored.find(round.plan().game(), round.plan().number())
                .chain(found -> found.isEmpty() ? item(round) : resume(game, found.get()));
    }

    /** A stored round, ready to go on: its book is read when it takes bets. */
    Uni<Round> resume(RunningGame game, Round round) {
        return switch (round) {
            case Round.Open open ->
                    resume(game, open.plan(), open.opening(), open.configPosition())
                            .replaceWith(round);
            case Round.Closed closed ->
                    resume(game, closed.plan(), closed.opening(), closed.configPosition())
                            .replaceWith(round);
            case Round.Scheduled _,
                    Round.Prepared _,
                    Round.Fixed _,
                    Round.Sealed _,
                    Round.Drawn _,
                    Round.Settled _,
                    Round.Published _,
                    Round.Skipped _,
                    Round.Voided _ ->
                    item(round);
        };
    }

    /** Records that a round never opened, unless it did. */
    Uni<Round> skip(RunningGame game, Round.Skipped round) {
        return lease.write(
                        game.fence(),
                        tx ->
                                rounds.skip(tx, round)
                                        .call(recorded ->
                                                recorded
                                                        ? events.skipped(tx, round, clock.millis())
                                                        : Uni.createFrom().voidItem()))
                .invoke(outbox::wake)
                .chain(recorded -> recorded ? item(round) : truth(game, round));
    }

    private Uni<Round> open(RunningGame game, Round.Prepared prepared) {
        long now = clock.millis();
        if (!prepared.mayOpen(now)) {
            return skip(game, prepared.skip(RefusalCode.PAST_OPENING.name()));
        }
        return lease.write(
                        game.fence(),
                        tx ->
                                halts.stands(tx, prepared.plan().game())
                                        .invoke(MoveRound::requireRunning)
                                        .chain(() -> openIn(tx, game, prepared, now)))
                .invoke(outbox::wake)
                .call(opened -> desk.open(opened.window()))
                .map(opened -> (Round) opened.round())
                .onFailure(HaltedException.class)
                .recoverWithUni(() -> skip(game, prepared.skip(GAME_HALTED)));
    }

    /** The last look before the opening: what was stopped by now opens no round. */
    private static void requireRunning(boolean halted) {
        if (halted) {
            throw new HaltedException();
        }
    }

    /** A game that somebody has to resume first. */
    private static final class HaltedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        HaltedException() {
            super(GAME_HALTED, null, false, false);
        }
    }

    /**
     * Opens the first round of a process once before its time, which does not commit: a cold start
     * would take longer than the time that an opening has.
     */
    private Uni<Void> rehearse(RunningGame game, Round.Prepared prepared) {
        long openAt = prepared.plan().openAtMs();
        if (clock.millis() >= openAt || !rehearsed.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return lease.write(game.fence(), tx -> openIn(tx, game, prepared, openAt))
                .onFailure(TooLateException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** An opening that is not within its time, which is therefore not committed. */
    private static final class TooLateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLateException(RoundPlan plan) {
            super(plan.roundId() + " would not open on time", null, false, false);
        }
    }

    private record Opened(Round.Open round, BetWindow window) {}

    private Uni<Opened> openIn(SqlClient tx, RunningGame game, Round.Prepared prepared, long now) {
        long nextOpenAt = game.terms().schedule().openAtMs(prepared.plan().number() + 1);
        return terms.newest(tx)
                .chain(position -> terms.at(tx, position))
                .map(inForce -> {
                    var open = prepared.open(now, inForce.position());
                    var window = game.window(open.plan(), open.opening(), game.table(), inForce);
                    return new Opened(open, window);
                })
                .call(opened -> rounds.open(tx, opened.round(), now))
                .call(opened -> events.opened(tx, opened.round(), nextOpenAt, now))
                .invoke(() -> requireOpenable(prepared));
    }

    private Uni<Void> resume(RunningGame game, RoundPlan plan, Opening opening, long position) {
        return tables.find(opening.tableHash())
                .chain(table ->
                        terms.at(position)
                                .chain(inForce ->
                                        desk.resume(game.window(plan, opening, table, inForce))));
    }

    /** The last look at the clock before the commit: an opening is on time or not at all. */
    private void requireOpenable(Round.Prepared prepared) {
        if (!prepared.mayOpen(clock.millis())) {
            throw new TooLateException(prepared.plan());
        }
    }

    private Uni<Round> fix(Fence fence, Round.Closed closed) {
        var plan = closed.plan();
        return bets.fix(
                        fence,
                        plan.number(),
                        (tx, set) -> rounds.fix(tx, plan, new BetSet(set.root(), set.count())))
                .map(set -> closed.fix(new BetSet(set.root(), set.count())));
    }

    private Uni<Round> seal(Fence fence, Round.Fixed fixed) {
        var tableHash = fixed.opening().tableHash();
        return fairness.seal(fixed.plan(), fixed.bets(), tableHash, clock.millis())
                .map(fixed::seal)
                .call(sealed -> lease.write(fence, tx -> sealedIn(tx, sealed)))
                .invoke(outbox::wake)
                .map(sealed -> sealed);
    }

    private Uni<Void> sealedIn(SqlClient tx, Round.Sealed sealed) {
        return rounds.seal(tx, sealed.plan(), sealed.seal())
                .chain(() -> events.sealed(tx, sealed, clock.millis()));
    }

    private Uni<Round> draw(Fence fence, Round.Sealed sealed) {
        return fairness.draw(sealed.plan())
                .map(sealed::draw)
                .call(drawn -> lease.write(fence, tx -> drawnIn(tx, drawn)))
                .invoke(outbox::wake)
                .map(drawn -> drawn);
    }

    private Uni<Void> drawnIn(SqlClient tx, Round.Drawn drawn) {
        long now = clock.millis();
        return rounds.draw(tx, drawn.plan(), drawn.draw(), now)
                .chain(() -> events.drawn(tx, drawn, now));
    }

    private Uni<Round> settle(Fence fence, Round.Drawn drawn) {
        long now = clock.millis();
        var plan = drawn.plan();
        return tables.find(drawn.tableHash())
                .map(table ->
                        new RoundResult(
                                plan.game(),
                                plan.number(),
                                plan.openAtMs(),
                                drawn.draw().outcome(),
                                table,
                                drawn.tableHash()))
                .chain(result ->
                        lease.write(
                                fence,
                                tx ->
                                        rounds.settle(tx, plan, now)
                                                .chain(() -> settlement.settle(tx, result, now))
                                                .chain(() -> events.settled(tx, plan, now))))
                .invoke(outbox::wake)
                .replaceWith(() -> drawn.settle(now));
    }

    private Uni<Round> publish(Fence fence, Round.Settled settled, Bytes recordHash) {
        long now = clock.millis();
        var published = settled.publish(recordHash);
        return lease.write(
                        fence,
                        tx ->
                                rounds.publish(tx, settled.plan(), recordHash, now)
                                        .chain(() -> events.published(tx, published, now)))
                .invoke(outbox::wake)
                .replaceWith(published);
    }

    private static Uni<Round> item(Round round) {
        return Uni.createFrom().item(round);
    }
}
