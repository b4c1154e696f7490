package fairdraw.gateway.auth;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Arrays;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets a proven caller through to the endpoints of its kind. */
@ApplicationScoped
class AccessFilter {

    private final CurrentCaller caller;

    AccessFilter(CurrentCaller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void let(ContainerRequestContext request, ResourceInfo resource) {
        if (!request.getUriInfo().getPath().startsWith("/v1/")) {
            return;
        }
        Access access = resource.getResourceMethod().getAnnotation(Access.class);
        Set<Access.Who> allowed =
                access == null ? Set.of() : Set.copyOf(Arrays.asList(access.value()));
        if (allowed.contains(Access.Who.EVERYONE)) {
            return;
        }
        Access.Who kind =
                caller.find()
                        .map(proven ->
                                switch (proven) {
                                    case Caller.OperatorCaller o -> Access.Who.OPERATOR;
                                    case Caller.PlayerCaller p -> Access.Who.PLAYER;
                                })
                        .orElseThrow(() ->
                                Refusal.of(
                                                allowed.contains(Access.Who.OPERATOR)
                                                        ? RefusalCode.SIGNATURE_MISSING
                                                        : RefusalCode.SESSION_INVALID)
                                        .toException());
        if (!allowed.contains(kind)) {
            throw Refusal.of(RefusalCode.FORBIDDEN).toException();
        }
    }
}
