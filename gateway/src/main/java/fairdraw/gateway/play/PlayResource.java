package fairdraw.gateway.play;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the game page must know before it asks anything else. */
@Path("/play/config.json")
@Produces(MediaType.APPLICATION_JSON)
class PlayResource {

    /**
     * Where the page finds the others.
     *
     * @param notifierUrl origin of the live feed; empty when it is this one
     * @param fairnessUrl origin of the public records; empty when there is none to link to
     */
    record PlayConfig(String notifierUrl, String fairnessUrl) {}

    private final PlayConfig config;

    PlayResource(
            @ConfigProperty(name = "fairdraw.notifier.public-url") Optional<String> notifier,
            @ConfigProperty(name = "fairdraw.fairness.public-url") Optional<String> fairness) {
        config = new PlayConfig(PagePolicy.bare(notifier), PagePolicy.bare(fairness));
    }

    /** The page's settings; public, without a secret. */
    @GET
    @Operation(hidden = true)
    public PlayConfig config() {
        return config;
    }
}
