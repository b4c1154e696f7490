package fairdraw.gateway.ratelimit;

import fairdraw.gateway.auth.Caller;
import fairdraw.gateway.auth.CurrentCaller;
import fairdraw.kernel.Problem;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Holds every operator and every player to a rate, and tells them where they stand. Made at the
 * start, so that a setting out of range ends it there and not at the first call.
 */
@Startup
@ApplicationScoped
class RateFilter {

    static final String OPERATOR_SETTING = "fairdraw.rate.operator-per-second";
    static final String PLAYER_SETTING = "fairdraw.rate.player-per-second";

    private static final String STANDING = "fairdraw.rate";
    private static final long MS_PER_SECOND = Duration.ofSeconds(1).toMillis();

    private final RedisRates rates;
    private final CurrentCaller caller;
    private final RateBudget operators;
    private final RateBudget players;

    RateFilter(
            RedisRates rates,
            CurrentCaller caller,
            @ConfigProperty(name = OPERATOR_SETTING, defaultValue = "2000") int operatorPerSecond,
            @ConfigProperty(name = PLAYER_SETTING, defaultValue = "20") int playerPerSecond) {
        this.rates = rates;
        this.caller = caller;
        this.operators = RateBudget.of("operator", OPERATOR_SETTING, operatorPerSecond);
        this.players = RateBudget.of("player", PLAYER_SETTING, playerPerSecond);
    }

    private record Standing(RateBudget budget, RateBudget.Verdict verdict) {}

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION - 1)
    Uni<Response> hold(ContainerRequestContext request) {
        if (caller.find().isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Caller who = caller.get();
        RateBudget budget =
                switch (who) {
                    case Caller.OperatorCaller operator -> operators;
                    case Caller.PlayerCaller player -> players;
                };
        String bucket =
                switch (who) {
                    case Caller.OperatorCaller operator -> "operator/" + operator.operator();
                    case Caller.PlayerCaller player ->
                            "player/" + player.operator() + "/" + player.player();
                };
        return rates.take(bucket, budget)
                .map(verdict -> answer(request, new Standing(budget, verdict)));
    }

    private static @Nullable Response answer(ContainerRequestContext request, Standing standing) {
        request.setProperty(STANDING, standing);
        if (standing.verdict().allowed()) {
            return null;
        }
        return Response.status(RefusalCode.RATE_LIMITED.httpStatus())
                .type(Problem.MEDIA_TYPE)
                .header("Retry-After", seconds(standing.verdict().retryAfterMs()))
                .entity(Problem.json(Refusal.of(RefusalCode.RATE_LIMITED)))
                .build();
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STANDING) instanceof Standing standing) {
            RateBudget budget = standing.budget();
            RateBudget.Verdict verdict = standing.verdict();
            String name = '"' + budget.name() + '"';
            long window = Math.ceilDiv(budget.burst(), budget.perSecond());
            response.getHeaders()
                    .putSingle("RateLimit-Policy", name + ";q=" + budget.burst() + ";w=" + window);
            response.getHeaders()
                    .putSingle(
                            "RateLimit",
                            name
                                    + ";r="
                                    + verdict.remaining()
                                    + ";t="
                                    + seconds(verdict.retryAfterMs()));
        }
    }

    private static long seconds(long ms) {
        return Math.ceilDiv(ms, MS_PER_SECOND);
    }
}
