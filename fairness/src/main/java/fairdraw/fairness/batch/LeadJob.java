package fairdraw.fairness.batch;

import fairdraw.fairness.chain.PgTransactions;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches on every replica how many final batches each game has ahead, and says when that changes
 * for the worse: gauge {@code fairdraw_batches_lead}, and {@code fairdraw_game_halted}; and for how
 * long the oldest transaction waits to be final: {@code fairdraw_chain_unfinished_age_seconds}.
 */
@Singleton
public class LeadJob {

    private static final Duration STEP = Duration.ofSeconds(2);

    private final PgGames games;
    private final PgBatches batches;
    private final PgTransactions transactions;
    private final InstantSource clock;
    private final MultiGauge lead;
    private final MultiGauge halted;
    private final AtomicLong unfinishedAgeS;
    private final Map<String, LeadAlert> told = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    LeadJob(
            PgGames games,
            PgBatches batches,
            PgTransactions transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.games = games;
        this.batches = batches;
        this.transactions = transactions;
        this.clock = clock;
        this.lead =
                MultiGauge.builder("fairdraw.batches.lead")
                        .description("Final batches ahead of the one that is played")
                        .register(meters);
        this.halted =
                MultiGauge.builder("fairdraw.game.halted")
                        .description("1 when the game is halted")
                        .register(meters);
        this.unfinishedAgeS =
                meters.gauge("fairdraw.chain.unfinished.age.seconds", new AtomicLong());
    }

    /** Final batches ahead of the one that is played now. */
    public long of(Game game) {
        long round = Math.max(0, game.schedule().roundAt(clock.millis()));
        return batches.lead(game.slug(), game.registration().identity().batchOf(round));
    }

    void start(@Observes StartupEvent started) {
        var thread = Thread.ofVirtual().name("lead").start(this::run);
        Log.debugf("watching the lead in %s", thread);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void run() {
        while (!stopped) {
            try {
                look(games.all());
            } catch (RuntimeException e) {
                Log.debugf("the lead cannot be read: %s", e.getMessage());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    void look(List<Game> all) {
        var leads = new ArrayList<MultiGauge.Row<?>>();
        var halts = new ArrayList<MultiGauge.Row<?>>();
        for (var game : all) {
            var tags = Tags.of("game", game.slug());
            halts.add(MultiGauge.Row.of(tags, game.halted().isPresent() ? 1 : 0));
            if (game.registeredAt().isPresent()) {
                long ahead = of(game);
                leads.add(MultiGauge.Row.of(tags, ahead));
                tell(game.slug(), ahead);
            }
        }
        unfinishedAgeS.set(
                transactions
                        .waitingSince()
                        .map(since -> Duration.between(since, clock.instant()).toSeconds())
                        .orElse(0L));
        lead.register(leads, true);
        halted.register(halts, true);
    }

    private void tell(String game, long ahead) {
        var alert = LeadAlert.of(ahead);
        if (alert == told.put(game, alert)) {
            return;
        }
        switch (alert) {
            case OK -> Log.infof("lead game=%s batches=%d", game, ahead);
            case WARN -> Log.warnf("LEAD game=%s batches=%d", game, ahead);
            case PAGE -> Log.errorf("NO LEAD game=%s batches=%d", game, ahead);
        }
    }
}
