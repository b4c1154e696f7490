package fairdraw.gateway.round;

import com.fasterxml.jackson.annotation.JsonInclude;
import fairdraw.engine.v1.ListRoundsRequest;
import fairdraw.gateway.auth.Access;
import fairdraw.gateway.input.Demand;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Rounds that were and are, for everyone. */
@Path("/v1/rounds")
@Tag(name = "Rounds")
@Produces(MediaType.APPLICATION_JSON)
class RoundResource {

    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_=:.-]{1,200}");

    private final GrpcRounds rounds;

    RoundResource(GrpcRounds rounds) {
        this.rounds = rounds;
    }

    /** A page of rounds, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RoundPage(List<RoundView> items, @Nullable String next) {}

    @GET
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "listRounds", summary = "Rounds of a game, newest first")
    public Uni<RoundPage> list(
            @QueryParam("game") @Nullable String game,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var request =
                ListRoundsRequest.newBuilder()
                        .setGame(Demand.text("game", game, Demand.GAME))
                        .setFromMs(Demand.timeMs("from", from))
                        .setToMs(Demand.timeMs("to", to))
                        .setLimit(Demand.limit(limit));
        String cursor = Demand.optional("after", after, CURSOR);
        if (cursor != null) {
            request.setAfter(cursor);
        }
        return rounds.list(request.build())
                .map(page ->
                        new RoundPage(
                                page.getRoundsList().stream().map(RoundView::of).toList(),
                                page.getNext().isEmpty() ? null : page.getNext()));
    }

    @GET
    @Path("/{id}")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "getRound", summary = "One round")
    public Uni<RoundView> round(@PathParam("id") String id) {
        return rounds.round(RoundId.parse("id", id)).map(RoundView::of);
    }

    @GET
    @Path("/{id}/proof")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "getRoundProof", summary = "The signed record of a round")
    public Uni<String> proof(@PathParam("id") String id) {
        return rounds.record(RoundId.parse("id", id));
    }
}
