package fairdraw.gateway.round;

import fairdraw.engine.v1.Game;
import fairdraw.engine.v1.ListGamesRequest;
import fairdraw.engine.v1.ListGamesResponse;
import fairdraw.engine.v1.MutinyGameServiceGrpc;
import fairdraw.gateway.engine.GrpcEngine;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The games of the engine, asked again once a second; the last answer serves while it is away. */
@ApplicationScoped
public class GameCatalogue {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final GrpcEngine engine;
    private volatile List<Game> games = List.of();
    private volatile List<GameView> views = List.of();
    private volatile long freshUntil = System.nanoTime();

    GameCatalogue(GrpcEngine engine) {
        this.engine = engine;
    }

    /** Every game. */
    Uni<List<Game>> all() {
        if (System.nanoTime() - freshUntil < 0) {
            return Uni.createFrom().item(games);
        }
        return engine.askAny(channel ->
                        MutinyGameServiceGrpc.newMutinyStub(channel)
                                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                                .listGames(ListGamesRequest.getDefaultInstance()))
                .map(ListGamesResponse::getGamesList)
                .invoke(read -> {
                    if (!read.equals(games)) {
                        // Exact figures cost some time: once a change, not once a call.
                        views = read.stream().map(GameView::of).toList();
                        games = read;
                    }
                    freshUntil = System.nanoTime() + KEPT_NANOS;
                })
                .onFailure(failure -> !games.isEmpty())
                .recoverWithItem(() -> games);
    }

    /** Every game as REST shows it. */
    Uni<List<GameView>> views() {
        return all().map(list -> views);
    }

    /** The game of that slug; fails with GAME_UNKNOWN when there is none. */
    public Uni<Game> find(String slug) {
        return all().map(list ->
                list.stream()
                        .filter(game -> game.getGame().equals(slug))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.of(
                                                RefusalCode.GAME_UNKNOWN,
                                                "game",
                                                "There is no such game.")
                                        .toException()));
    }
}
