package fairdraw.gateway.session;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The public keys of session tokens (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "Sessions")
class JwksResource {

    private final SessionToken tokens;

    JwksResource(SessionToken tokens) {
        this.tokens = tokens;
    }

    @GET
    @Cache(maxAge = 300)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getKeys", summary = "The public keys of session tokens")
    public Map<String, List<Map<String, Object>>> keys() {
        return Map.of("keys", List.of(tokens.jwk()));
    }
}
