package fairdraw.gateway.session;

import fairdraw.gateway.auth.Caller;
import fairdraw.gateway.auth.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Proves that a request comes from a player: the token of a live session. */
@ApplicationScoped
class PlayerFilter {

    private static final String BEARER = "Bearer ";

    private final SessionToken tokens;
    private final FindSession sessions;
    private final CurrentCaller caller;

    PlayerFilter(SessionToken tokens, FindSession sessions, CurrentCaller caller) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION + 1)
    Uni<Response> authenticate(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !request.getUriInfo().getPath().startsWith("/v1/")) {
            return Uni.createFrom().nullItem();
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw SessionToken.invalid();
        }
        return sessions.live(tokens.session(header.substring(BEARER.length()).strip()))
                .map(this::accept);
    }

    private @Nullable Response accept(Session session) {
        caller.proven(
                new Caller.PlayerCaller(
                        session.operator(),
                        session.player(),
                        session.id(),
                        session.currency(),
                        session.game(),
                        session.mode()));
        return null;
    }
}
