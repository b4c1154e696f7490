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
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The set of bets of a round, fixed before its beacon. Public from then on. */
@Path("/v1/games/{game}/rounds/{round}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SealResource {

    private final PgGames games;
    private final PgSeals seals;
    private final PgSealAcks acks;
    private final PgDatabase database;

    SealResource(PgGames games, PgSeals seals, PgSealAcks acks, PgDatabase database) {
        this.games = games;
        this.seals = seals;
        this.acks = acks;
        this.database = database;
    }

    /** The seal's canonical JSON as text, and the record key's signature over its bytes. */
    @GET
    @Path("/seal")
    @Operation(summary = "The signed seal of a round")
    public Map<String, String> seal(
            @PathParam("game") String game, @PathParam("round") long round) {
        return seals.find(database, games.registered(game).slug(), round)
                .map(seal -> Map.of("seal", seal.json(), "signature", seal.signature().hex()))
                .orElseThrow(() -> Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException());
    }

    /**
     * What operators answered to the seal, late answers included. {@code signed}: the signature is
     * the key's; {@code sameSeal}: the operator was shown the seal that is published here.
     */
    @GET
    @Path("/acknowledgements")
    @Operation(summary = "The operators' acknowledgements of the seal of a round")
    public Map<String, Object> acknowledgements(
            @PathParam("game") String game, @PathParam("round") long round) {
        var slug = games.registered(game).slug();
        var seal =
                seals.find(database, slug, round)
                        .orElseThrow(() -> Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException());
        return Map.of(
                "sealHash",
                seal.hash().hex(),
                "items",
                acks.of(database, slug, round).stream().map(kept -> view(kept, seal)).toList());
    }

    private static Map<String, Object> view(PgSealAcks.Kept kept, RoundSeal seal) {
        var ack = kept.ack();
        var view = new LinkedHashMap<String, Object>();
        view.put("operator", ack.operator());
        view.put("sealHash", ack.sealHash().hex());
        view.put("sameSeal", ack.sealHash().equals(seal.hash()));
        view.put("acknowledgement", ack.acknowledgement());
        view.put("receivedAt", ack.receivedAt());
        view.put("key", ack.key().hex());
        view.put("signature", ack.signature().hex());
        view.put("signed", kept.signed());
        view.put("at", kept.at().toString());
        return view;
    }
}
