package fairdraw.fairness.draw;

import fairdraw.fairness.store.Pg;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** The draws in the database. */
@Singleton
public class PgDraws {

    private static final String FIND =
            """
            select outcome, beacon_round, beacon_signature from draw
             where game = $1 and round = $2\
            """;
    private static final String INSERT =
            """
            insert into draw (game, round, outcome, beacon_round, beacon_signature, at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing\
            """;

    private final InstantSource clock;

    PgDraws(InstantSource clock) {
        this.clock = clock;
    }

    /** The round's draw, if it is drawn. */
    public Optional<Drawn> find(Pg connection, String game, long round) {
        return connection
                .row(FIND, game, round)
                .map(row ->
                        new Drawn(
                                row.getInteger("outcome"),
                                row.getLong("beacon_round"),
                                Pg.bytes(row, "beacon_signature")));
    }

    void insert(Pg connection, String game, long round, Drawn drawn) {
        connection.change(
                INSERT,
                game,
                round,
                drawn.outcome(),
                drawn.beaconRound(),
                drawn.beaconSignature(),
                clock.instant());
    }
}
