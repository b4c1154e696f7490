package fairdraw.fairness;

import fairdraw.fairness.batch.LeaderJob;
import fairdraw.fairness.batch.PgBatches;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers. A chain or beacon that is away is told but does not take the
 * service out: it plays on its lead.
 */
@Readiness
@Singleton
public class FairnessHealth implements AsyncHealthCheck {

    private final PgGames games;
    private final PgBatches batches;
    private final LeaderJob leader;
    private final InstantSource clock;
    private final MultiGauge lead;

    FairnessHealth(
            PgGames games,
            PgBatches batches,
            LeaderJob leader,
            InstantSource clock,
            MeterRegistry meters) {
        this.games = games;
        this.batches = batches;
        this.leader = leader;
        this.clock = clock;
        this.lead =
                MultiGauge.builder("fairdraw.batches.lead")
                        .description("Final batches ahead of the one that is played")
                        .register(meters);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(this::check)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private HealthCheckResponse check() {
        var health = HealthCheckResponse.named("fairness");
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var game : games.all()) {
            long ahead = batches.lead(game.slug(), current(game));
            rows.add(MultiGauge.Row.of(Tags.of("game", game.slug()), ahead));
            health.withData("lead." + game.slug(), ahead)
                    .withData("registered." + game.slug(), game.registeredAt().isPresent());
            game.halted().ifPresent(reason -> health.withData("halted." + game.slug(), reason));
        }
        lead.register(rows, true);
        if (!leader.trouble().isEmpty()) {
            health.withData("degraded", leader.trouble());
        }
        return health.up().build();
    }

    private long current(Game game) {
        long round = Math.max(0, game.schedule().roundAt(clock.millis()));
        return game.registration().identity().batchOf(round);
    }
}
