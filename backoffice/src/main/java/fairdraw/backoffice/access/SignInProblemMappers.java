package fairdraw.backoffice.access;

import fairdraw.kernel.Problem;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.logging.Log;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a caller is told when it may not, or when nobody can be asked who it is. */
class SignInProblemMappers {

    private static final String RETRY_AFTER_SECONDS = "5";

    /** The realm does not answer: tokens cannot be checked and nobody can sign in now. */
    @ServerExceptionMapper
    public Response realmAway(OIDCException away) {
        Log.warnf("sign-in is not available: %s", away.getMessage());
        return answer(RefusalCode.UNAVAILABLE).header("Retry-After", RETRY_AFTER_SECONDS).build();
    }

    /** The caller is known and may not. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException denied) {
        return answer(RefusalCode.FORBIDDEN).build();
    }

    /** Gives a program that did not say who it is a problem beside the challenge. */
    @ServerResponseFilter
    public void unknown(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == RefusalCode.SESSION_INVALID.httpStatus()
                && !request.getUriInfo().getPath().startsWith("/ui")) {
            response.setEntity(
                    Problem.json(Refusal.of(RefusalCode.SESSION_INVALID)),
                    null,
                    MediaType.valueOf(Problem.MEDIA_TYPE));
            response.getHeaders().putSingle("WWW-Authenticate", "Bearer");
        }
    }

    private static Response.ResponseBuilder answer(RefusalCode code) {
        return Response.status(code.httpStatus())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(Problem.json(Refusal.of(code)));
    }
}
