package fairdraw.operatorkit.casino;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What every answer tells the browser: nothing from other hosts, no framing, no caching. */
class CasinoHeadersFilter {

    static final String POLICY = "Content-Security-Policy";

    @ServerResponseFilter
    void harden(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (!headers.containsKey(POLICY)) {
            headers.putSingle(POLICY, policy("'none'"));
        }
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle("Cache-Control", "no-store");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
    }

    /** The policy with one origin that may be framed, or {@code 'none'}. */
    static String policy(String frameOrigin) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'; frame-src "
                + frameOrigin;
    }
}
