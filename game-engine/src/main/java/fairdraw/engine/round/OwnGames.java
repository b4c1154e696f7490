package fairdraw.engine.round;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.bet.TakeTickets;
import fairdraw.engine.game.PgGames;
import fairdraw.engine.game.PgTables;
import fairdraw.engine.lease.PgLease;
import fairdraw.kernel.FairdrawClock;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The games that this process runs or waits to run, one context each. */
@ApplicationScoped
public class OwnGames {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANNUL_WITHIN = Duration.ofSeconds(20);

    final PgLease lease;
    final PgGames games;
    final PgTables tables;
    final PgStoredRounds rounds;
    final TellEnds ends;
    final TakeTickets desk;
    final GrpcFairness fairness;
    final MoveRound moves;
    final AnnulRound annulments;
    final RoundMetrics metrics;
    final InstantSource clock;
    final FairdrawClock.Steady steady;
    private final List<OwnGame> owned = new ArrayList<>();

    OwnGames(
            PgLease lease,
            PgGames games,
            PgTables tables,
            PgStoredRounds rounds,
            TellEnds ends,
            TakeTickets desk,
            GrpcFairness fairness,
            MoveRound moves,
            AnnulRound annulments,
            RoundMetrics metrics,
            InstantSource clock,
            FairdrawClock.Steady steady) {
        this.lease = lease;
        this.games = games;
        this.tables = tables;
        this.rounds = rounds;
        this.ends = ends;
        this.desk = desk;
        this.fairness = fairness;
        this.moves = moves;
        this.annulments = annulments;
        this.metrics = metrics;
        this.clock = clock;
        this.steady = steady;
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

    /**
     * Voids a round of a game that this replica owns; answers how many tickets were refunded. A
     * failure when another replica owns the game, or when it is too late.
     */
    public Uni<Long> annul(Correction.VoidRound order) {
        return owned.stream()
                .filter(game -> game.name().equals(order.game()) && game.running())
                .findFirst()
                .map(game -> game.annul(order))
                .orElseGet(() -> lease.owner(order.game()).map(OwnGames::notOwner))
                .ifNoItem()
                .after(ANNUL_WITHIN)
                .failWith(() -> Refusal.of(RefusalCode.UNAVAILABLE).toException());
    }

    private static Long notOwner(Optional<String> owner) {
        throw new Refusal(
                        RefusalCode.NOT_OWNER,
                        "",
                        RefusalCode.NOT_OWNER.sentence(),
                        Map.of("owner", owner.orElse("")))
                .toException();
    }

    void stop(@Observes ShutdownEvent ended) {
        owned.forEach(game -> game.stop().await().atMost(STOP_WITHIN));
    }
}
