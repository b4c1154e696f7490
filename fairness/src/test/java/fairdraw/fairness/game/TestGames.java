package fairdraw.fairness.game;

import fairdraw.fairness.store.PgDatabase;
import fairdraw.pf1.GameRegistration;
import java.time.InstantSource;

/** Games of a test, without the framework around them. */
public final class TestGames {

    private TestGames() {}

    /** The games of a database. */
    public static PgGames of(PgDatabase database, InstantSource clock) {
        return new PgGames(database, clock);
    }

    /** Defines a game that the chain holds. */
    public static Game registered(
            PgGames games, PgDatabase database, GameRegistration registration) {
        boolean defined =
                database.transaction(transaction -> games.define(transaction, registration));
        games.markRegistered(registration.game());
        assert defined;
        return games.find(registration.game()).orElseThrow();
    }
}
