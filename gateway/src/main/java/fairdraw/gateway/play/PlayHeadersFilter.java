package fairdraw.gateway.play;

import fairdraw.gateway.config.Operator;
import fairdraw.gateway.config.PgOperators;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the page's policy on every file below {@code /play}. */
@ApplicationScoped
class PlayHeadersFilter {

    private static final String PATH = "/play";
    private static final int BEFORE_STATIC_FILES = 200;
    private static final int PERMANENT_REDIRECT = 308;

    private final PgOperators operators;
    private final PagePolicy policy;

    PlayHeadersFilter(
            PgOperators operators,
            @ConfigProperty(name = "fairdraw.notifier.public-url") Optional<String> notifier,
            @ConfigProperty(name = "fairdraw.fairness.public-url") Optional<String> fairness) {
        this.operators = operators;
        this.policy = new PagePolicy(List.of(PagePolicy.bare(notifier), PagePolicy.bare(fairness)));
    }

    void register(@Observes Filters filters) {
        filters.register(this::harden, BEFORE_STATIC_FILES);
    }

    private void harden(RoutingContext call) {
        String path = call.normalizedPath();
        if (path.equals(PATH)) {
            // Files are named relative to the folder, so the slash matters.
            call.response()
                    .setStatusCode(PERMANENT_REDIRECT)
                    .putHeader("location", PATH + "/")
                    .end();
            return;
        }
        if (path.startsWith(PATH + "/")) {
            String header = policy.header(frameOrigins());
            call.addHeadersEndHandler(_ -> headers(call.response(), header));
        }
        call.next();
    }

    private static void headers(HttpServerResponse response, String policy) {
        response.putHeader("content-security-policy", policy);
        response.putHeader("x-content-type-options", "nosniff");
        response.putHeader("referrer-policy", "no-referrer");
        response.putHeader("cross-origin-resource-policy", "same-origin");
        response.putHeader("permissions-policy", "camera=(), geolocation=(), microphone=()");
        // Asked for again each time, since the files carry no version in their names.
        response.putHeader("cache-control", "no-cache");
    }

    private List<String> frameOrigins() {
        return operators.all().stream()
                .filter(Operator::active)
                .flatMap(operator -> operator.frameOrigins().stream())
                .toList();
    }
}
