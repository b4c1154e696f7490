package fairdraw.fairness.game;

import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.GameRegistration;
import io.quarkus.logging.Log;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The games in the database. */
@Singleton
public class PgGames {

    private static final String COLUMNS =
            "select registration, registered_at, halted_reason from game";
    private static final String FIND = COLUMNS + " where game = $1";
    private static final String ALL = COLUMNS + " order by game limit 100";
    private static final String DEFINE =
            """
            insert into game (game, game_id, registration, at) values ($1, $2, $3, $4)
            on conflict do nothing\
            """;
    private static final String REGISTERED =
            "update game set registered_at = $2 where game = $1 and registered_at is null";
    private static final String HALT =
            """
            update game set halted_at = $2, halted_reason = $3
             where game = $1 and halted_at is null\
            """;

    private final PgDatabase database;
    private final InstantSource clock;
    private final Map<String, GameRegistration> parsed = new ConcurrentHashMap<>();

    PgGames(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The game, if it is defined. */
    public Optional<Game> find(String slug) {
        return database.row(FIND, slug).map(this::game);
    }

    /** All games. */
    public List<Game> all() {
        return database.rows(ALL).stream().map(this::game).toList();
    }

    /**
     * The game, registered and not halted.
     *
     * @throws fairdraw.kernel.RefusedException otherwise
     */
    public Game playable(String slug) {
        var game = registered(slug);
        if (game.halted().isPresent()) {
            throw Refusal.of(RefusalCode.UNAVAILABLE, "game", "halted: " + game.halted().orElse(""))
                    .toException();
        }
        return game;
    }

    /**
     * The game, registered on the chain.
     *
     * @throws fairdraw.kernel.RefusedException otherwise
     */
    public Game registered(String slug) {
        var game = find(slug).orElseThrow(() -> unknown(slug).toException());
        if (game.registeredAt().isEmpty()) {
            throw Refusal.of(RefusalCode.GAME_NOT_REGISTERED).toException();
        }
        return game;
    }

    /** Writes down what a new game is; the first writer wins. */
    boolean define(Pg transaction, GameRegistration registration) {
        return transaction.change(
                        DEFINE,
                        registration.game(),
                        registration.identity().gameId(),
                        registration.json(),
                        clock.instant())
                == 1;
    }

    void markRegistered(String slug) {
        if (database.change(REGISTERED, slug, clock.instant()) == 1) {
            Log.infof("game registered on the chain game=%s", slug);
        }
    }

    /** Stops the game for good: the chain and our own data disagree. The first reason stays. */
    public void halt(String slug, String reason) {
        if (database.change(HALT, slug, clock.instant(), reason) == 1) {
            Log.errorf("GAME HALTED game=%s reason=%s", slug, reason);
        }
    }

    private static Refusal unknown(String slug) {
        return Refusal.of(RefusalCode.GAME_UNKNOWN, "game", "there is no game " + slug);
    }

    private Game game(Row row) {
        var registration =
                parsed.computeIfAbsent(row.getString("registration"), GameRegistration::parse);
        return new Game(
                registration,
                Pg.optionalInstant(row, "registered_at"),
                Optional.ofNullable(row.getString("halted_reason")));
    }
}
