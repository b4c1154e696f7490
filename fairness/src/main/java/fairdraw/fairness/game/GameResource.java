package fairdraw.fairness.game;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a verifier needs to know about a game. Public. */
@Path("/v1/games")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GameResource {

    private final PgGames games;

    GameResource(PgGames games) {
        this.games = games;
    }

    /** The slugs of all games. */
    @GET
    @Operation(summary = "The games of this service")
    public Map<String, List<String>> list() {
        return Map.of("items", games.all().stream().map(Game::slug).toList());
    }

    /** The registration, canonical JSON. */
    @GET
    @Path("/{game}")
    @Operation(summary = "A game's registration: chain, beacon, schedule and signing keys")
    public String game(@PathParam("game") String game) {
        return games.registered(game).registration().json();
    }
}
