package fairdraw.engine.game;

import fairdraw.fairness.v1.GetGameResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registrations of games, kept from the first time that fairness told them. */
@ApplicationScoped
public class PgGames {

    private static final String KEEP =
            """
            insert into game_registration (game, registration) values ($1, $2)
            on conflict (game) do nothing\
            """;

    private static final String FIND = "select registration from game_registration where game = $1";

    private static final String ALL = "select registration from game_registration order by game";

    private final Pool pool;

    PgGames(Pool pool) {
        this.pool = pool;
    }

    /**
     * Keeps the registration, unless one is kept; fails when that one is of another game, since
     * rounds of both would mix.
     */
    public Uni<GameTerms> keep(GetGameResponse told) {
        var terms = Registration.terms(told);
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(terms.game(), Buffer.buffer(told.toByteArray())))
                .chain(() -> find(terms.game()))
                .map(Optional::orElseThrow)
                .invoke(kept -> {
                    if (!kept.domain().equals(terms.domain())) {
                        throw new IllegalStateException(
                                "%s is registered with game id %s, our books are of %s"
                                        .formatted(terms.game(), terms.gameId(), kept.gameId()));
                    }
                });
    }

    /** The registration of a game, when fairness has ever told it. */
    public Uni<Optional<GameTerms>> find(String game) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(game))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        Registration.terms(
                                                rows.iterator()
                                                        .next()
                                                        .getBuffer("registration")
                                                        .getBytes())));
    }

    Uni<List<GameTerms>> all() {
        return pool.query(ALL)
                .execute()
                .map(rows -> {
                    var games = new ArrayList<GameTerms>();
                    rows.forEach(row ->
                            games.add(
                                    Registration.terms(row.getBuffer("registration").getBytes())));
                    return games;
                });
    }
}
