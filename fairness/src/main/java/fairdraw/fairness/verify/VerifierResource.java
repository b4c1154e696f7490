package fairdraw.fairness.verify;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Derivation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The static verifier page, the same files that work from a disk. Whoever does not trust this
 * service to serve them takes them from the source instead.
 */
@Path("/verify")
@RunOnVirtualThread
public class VerifierResource {

    private static final String FOLDER = "/fairdraw/verifier/";
    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "bls12-381.js", "text/javascript; charset=utf-8");

    /** The folder. */
    @GET
    @Operation(hidden = true)
    public Response folder() {
        return Response.status(Response.Status.PERMANENT_REDIRECT)
                .location(URI.create("/verify/index.html"))
                .build();
    }

    /** A file of the page. */
    @GET
    @Path("/{file}")
    @Operation(hidden = true)
    public Response file(@PathParam("file") String file) {
        String type = TYPES.get(file);
        if (type == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        return Response.ok(bytes(file))
                .header("Content-Type", type)
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                // The page has a policy of its own, which cannot say this.
                .header("Content-Security-Policy", "frame-ancestors 'none'")
                .build();
    }

    private static byte[] bytes(String file) {
        try (var stream = Derivation.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("the build has no " + file);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
