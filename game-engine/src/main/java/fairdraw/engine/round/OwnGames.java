package fairdraw.engine.round;

import fairdraw.engine.bet.TakeTickets;
import fairdraw.engine.game.PgGames;
import fairdraw.engine.game.PgTables;
import fairdraw.engine.lease.PgLease;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The games that this process runs or waits to run, one context each. */
@ApplicationScoped
class OwnGames {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    final PgLease lease;
    final PgGames games;
    final PgTables tables;
    final PgStoredRounds rounds;
    final TellSkips skips;
    final TakeTickets desk;
    final GrpcFairness fairness;
    final MoveRound moves;
    final RoundMetrics metrics;
    final InstantSource clock;
    private final List<OwnGame> owned = new ArrayList<>();

    OwnGames(
            PgLease lease,
            PgGames games,
            PgTables tables,
            PgStoredRounds rounds,
            TellSkips skips,
            TakeTickets desk,
            GrpcFairness fairness,
            MoveRound moves,
            RoundMetrics metrics,
            InstantSource clock) {
        this.lease = lease;
        this.games = games;
        this.tables = tables;
        this.rounds = rounds;
        this.skips = skips;
        this.desk = desk;
        this.fairness = fairness;
        this.moves = moves;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(
            @Observes StartupEvent started,
            Vertx vertx,
            @ConfigProperty(name = "fairdraw.engine.games") List<String> names,
            @ConfigProperty(name = "fairdraw.clock") Optional<String> simulated) {
        int factor = simulated.map(text -> Integer.parseInt(text.split(",")[1])).orElse(1);
        for (String name : names) {
            var context = ((VertxInternal) vertx).createEventLoopContext();
            var game = new OwnGame(name, this, context, factor);
            owned.add(game);
            game.start();
        }
    }

    void stop(@Observes ShutdownEvent ended) {
        owned.forEach(game -> game.stop().await().atMost(STOP_WITHIN));
    }
}
