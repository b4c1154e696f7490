package fairdraw.fairness;

import fairdraw.fairness.batch.LeadAlert;
import fairdraw.fairness.batch.LeadJob;
import fairdraw.fairness.batch.LeaderJob;
import fairdraw.fairness.game.PgGames;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
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
    private final LeadJob lead;
    private final LeaderJob leader;

    FairnessHealth(PgGames games, LeadJob lead, LeaderJob leader) {
        this.games = games;
        this.lead = lead;
        this.leader = leader;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(this::check)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private HealthCheckResponse check() {
        var health = HealthCheckResponse.named("fairness");
        for (var game : games.all()) {
            long ahead = lead.of(game);
            health.withData("lead." + game.slug(), ahead)
                    .withData("alert." + game.slug(), LeadAlert.of(ahead).name())
                    .withData("registered." + game.slug(), game.registeredAt().isPresent());
            game.halted().ifPresent(reason -> health.withData("halted." + game.slug(), reason));
        }
        if (!leader.trouble().isEmpty()) {
            health.withData("degraded", leader.trouble());
        }
        return health.up().build();
    }
}
