package fairdraw.fairness.open;

import fairdraw.fairness.game.PgGames;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a round promised before anybody could bet on it. Public from then on. */
@Path("/v1/games/{game}/rounds/{round}/opening")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OpeningResource {

    private final PgGames games;
    private final PgOpenings openings;

    OpeningResource(PgGames games, PgOpenings openings) {
        this.games = games;
        this.openings = openings;
    }

    /** The opening's canonical JSON as text, and the record key's signature over its bytes. */
    @GET
    @Operation(summary = "The signed opening of a round")
    public Map<String, String> opening(
            @PathParam("game") String game, @PathParam("round") long round) {
        var opening = openings.require(games.registered(game), round);
        return Map.of("opening", opening.json(), "signature", opening.signature().hex());
    }
}
