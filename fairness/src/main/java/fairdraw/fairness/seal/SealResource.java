package fairdraw.fairness.seal;

import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The set of bets of a round, fixed before its beacon. Public from then on. */
@Path("/v1/games/{game}/rounds/{round}/seal")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SealResource {

    private final PgGames games;
    private final PgSeals seals;
    private final PgDatabase database;

    SealResource(PgGames games, PgSeals seals, PgDatabase database) {
        this.games = games;
        this.seals = seals;
        this.database = database;
    }

    /** The seal's canonical JSON as text, and the record key's signature over its bytes. */
    @GET
    @Operation(summary = "The signed seal of a round")
    public Map<String, String> seal(
            @PathParam("game") String game, @PathParam("round") long round) {
        return seals.find(database, games.registered(game).slug(), round)
                .map(seal -> Map.of("seal", seal.json(), "signature", seal.signature().hex()))
                .orElseThrow(() -> Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException());
    }
}
