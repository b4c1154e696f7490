package fairdraw.fairness.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The published records. Public. */
@Path("/v1/games/{game}/rounds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RecordResource {

    private static final int PAGE_MAX = 1024;
    private static final List<String> SUMMARY =
            List.of(
                    "roundId",
                    "state",
                    "openAt",
                    "outcome",
                    "numbers",
                    "betCount",
                    "reason",
                    "skippedFrom",
                    "flags",
                    "prevRecordHash",
                    "recordHash");

    private final PgGames games;
    private final PgRecords records;
    private final PgDatabase database;
    private final ObjectMapper json;

    RecordResource(PgGames games, PgRecords records, PgDatabase database, ObjectMapper json) {
        this.games = games;
        this.records = records;
        this.database = database;
        this.json = json;
    }

    /** The signed record of a round. */
    @GET
    @Path("/{round}/record")
    @Operation(summary = "The signed record of a round, canonical JSON")
    public String record(@PathParam("game") String game, @PathParam("round") long round) {
        var registered = games.registered(game);
        return records.find(database, registered.slug(), round)
                .map(PgRecords.Published::json)
                .orElseThrow(() ->
                        Refusal.of(
                                        RefusalCode.ROUND_UNKNOWN,
                                        "round",
                                        "round " + round + " has no record")
                                .toException());
    }

    /** How many rounds were settled, voided, sealed late or skipped, up to the last record. */
    @GET
    @Path("/counts")
    @Operation(summary = "How the rounds up to the last record ended")
    public Map<String, Long> counts(@PathParam("game") String game) {
        var counts = records.counts(database, games.registered(game).slug());
        return Map.of(
                "settled", counts.settled(),
                "voided", counts.voided(),
                "late", counts.late(),
                "skipped", counts.skipped());
    }

    /** Summaries of the records from one round to before another, at most 1024. */
    @GET
    @Operation(summary = "Summaries of records, by round number, from inclusive, to exclusive")
    public Map<String, Object> list(
            @PathParam("game") String game,
            @QueryParam("from") @DefaultValue("0") long from,
            @QueryParam("to") @DefaultValue("9007199254740991") long to,
            @QueryParam("limit") @DefaultValue("100") int limit)
            throws JsonProcessingException {
        var registered = games.registered(game);
        int bounded = Math.clamp(limit, 1, PAGE_MAX);
        var items = new ArrayList<Map<String, Object>>();
        for (var text : records.page(database, registered.slug(), from, to, bounded)) {
            items.add(summary(text));
        }
        return Map.of("items", items);
    }

    private Map<String, Object> summary(String text) throws JsonProcessingException {
        var record = json.readTree(text);
        var summary = new LinkedHashMap<String, Object>();
        for (var field : SUMMARY) {
            if (record.has(field)) {
                summary.put(field, record.get(field));
            }
        }
        return summary;
    }
}
