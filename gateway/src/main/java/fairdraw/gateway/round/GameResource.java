package fairdraw.gateway.round;

import com.fasterxml.jackson.annotation.JsonInclude;
import fairdraw.engine.v1.GetCurrentRoundResponse;
import fairdraw.gateway.auth.Access;
import fairdraw.gateway.input.Demand;
import fairdraw.kernel.Currencies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Games: what can be played, what it pays, and the round that runs. */
@Path("/v1")
@Tag(name = "Games")
@Produces(MediaType.APPLICATION_JSON)
class GameResource {

    private final GameCatalogue games;
    private final GrpcRounds rounds;

    GameResource(GameCatalogue games, GrpcRounds rounds) {
        this.games = games;
        this.rounds = rounds;
    }

    /** Every game. */
    record Games(List<GameView> items) {}

    /** The round that is open, else the newest that was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CurrentRound(
            @Nullable RoundView round,
            @Nullable Instant nextOpenAt,
            @Nullable String paused,
            Instant serverTime) {

        static CurrentRound of(GetCurrentRoundResponse answer) {
            return new CurrentRound(
                    answer.hasRound() ? RoundView.of(answer.getRound()) : null,
                    answer.getNextOpenAtMs() == 0
                            ? null
                            : Instant.ofEpochMilli(answer.getNextOpenAtMs()),
                    answer.getPaused().isEmpty() ? null : answer.getPaused(),
                    Instant.ofEpochMilli(answer.getServerTimeMs()));
        }
    }

    /** A currency and the number of its decimals. */
    record CurrencyRow(String currency, int exponent) {}

    /** Every currency. */
    record CurrencyRows(List<CurrencyRow> items) {}

    @GET
    @Path("/games")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "listGames", summary = "Every game with what it pays")
    public Uni<Games> games() {
        return games.views().map(Games::new);
    }

    @GET
    @Path("/games/{id}")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "getGame", summary = "One game with what it pays")
    public Uni<GameView> game(@PathParam("id") String id) {
        String slug = Demand.text("id", id, Demand.GAME);
        return games.find(slug)
                .chain(() -> games.views())
                .map(views ->
                        views.stream()
                                .filter(view -> view.game().equals(slug))
                                .findFirst()
                                .orElseThrow());
    }

    @GET
    @Path("/games/{id}/rounds/current")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "getCurrentRound", summary = "The round that runs")
    public Uni<CurrentRound> current(@PathParam("id") String id) {
        return rounds.current(Demand.text("id", id, Demand.GAME)).map(CurrentRound::of);
    }

    @GET
    @Path("/currencies")
    @Access(Access.Who.EVERYONE)
    @Operation(operationId = "listCurrencies", summary = "Currencies and their decimals")
    public CurrencyRows currencies() {
        return new CurrencyRows(
                Currencies.exponents().entrySet().stream()
                        .map(entry -> new CurrencyRow(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
