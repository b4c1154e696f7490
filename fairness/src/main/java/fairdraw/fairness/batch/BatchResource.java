package fairdraw.fairness.batch;

import fairdraw.fairness.chain.PgTransactions;
import fairdraw.fairness.game.PgGames;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is public about a batch. The chain has the last word on all of it. */
@Path("/v1/games/{game}/batches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class BatchResource {

    private final PgGames games;
    private final PgBatches batches;
    private final PgTransactions transactions;

    BatchResource(PgGames games, PgBatches batches, PgTransactions transactions) {
        this.games = games;
        this.batches = batches;
        this.transactions = transactions;
    }

    /** The promise of a batch and where the chain keeps it. */
    @GET
    @Path("/{batch}")
    @Operation(summary = "A batch: its rounds, root and master hash, and its transactions")
    public Map<String, Object> batch(
            @PathParam("game") String slug, @PathParam("batch") long number) {
        var game = games.registered(slug);
        var batch =
                batches.find(slug, number)
                        .orElseThrow(() ->
                                Refusal.of(
                                                RefusalCode.NOT_FOUND,
                                                "batch",
                                                "there is no batch " + number)
                                        .toException());
        var json = new LinkedHashMap<String, Object>();
        json.put("game", slug);
        json.put("batch", number);
        json.put("firstRound", game.firstRound(number));
        json.put("lastRound", game.lastRound(number));
        json.put("root", batch.root().hex());
        json.put("masterHash", batch.masterHash().hex());
        json.put("final", batch.finalAt().isPresent());
        batch.committedBlock().ifPresent(block -> json.put("committedBlock", block));
        batch.finalAt().ifPresent(at -> json.put("finalAt", at.toString()));
        batch.closedAt().ifPresent(at -> json.put("closedAt", at.toString()));
        batch.recordsRoot().map(Bytes::hex).ifPresent(root -> json.put("recordsRoot", root));
        for (var kind : new String[] {"commit", "reveal", "anchor"}) {
            transactions
                    .hash(kind + ":" + slug + ":" + number)
                    .ifPresent(hash -> json.put(kind + "Transaction", hash.hex0x()));
        }
        return json;
    }
}
