package fairdraw.fairness.open;

import fairdraw.fairness.batch.PgBatches;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Openings and skips in the database. */
@Singleton
public class PgOpenings {

    private static final String FIND =
            """
            select batch, table_hash, confirm_by, opening, signature from opening
             where game = $1 and round = $2\
            """;
    private static final String INSERT =
            """
            insert into opening
                   (game, round, batch, table_hash, confirm_by, opening, signature, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing\
            """;
    private static final String LOCK =
            "select round from opening where game = $1 and round = $2 for update";
    private static final String SKIPPED = "select reason from skip where game = $1 and round = $2";
    private static final String SKIP =
            """
            insert into skip (game, round, reason, at) values ($1, $2, $3, $4)
            on conflict do nothing\
            """;

    private final PgDatabase database;
    private final PgBatches batches;
    private final InstantSource clock;

    PgOpenings(PgDatabase database, PgBatches batches, InstantSource clock) {
        this.database = database;
        this.batches = batches;
        this.clock = clock;
    }

    /** What the round published, if it was prepared. */
    public Optional<Opening> find(Game game, long round) {
        return database.row(FIND, game.slug(), round)
                .map(row ->
                        new Opening(
                                round,
                                batches.find(game.slug(), row.getLong("batch")).orElseThrow(),
                                game.registration().identity().indexOf(round),
                                Pg.bytes(row, "table_hash"),
                                Pg.instant(row, "confirm_by"),
                                row.getString("opening"),
                                Pg.bytes(row, "signature")));
    }

    /**
     * What the round published.
     *
     * @throws fairdraw.kernel.RefusedException when it was never prepared
     */
    public Opening require(Game game, long round) {
        return find(game, round)
                .orElseThrow(() ->
                        Refusal.of(
                                        RefusalCode.ROUND_UNKNOWN,
                                        "round",
                                        "round " + round + " was never prepared")
                                .toException());
    }

    /** Why the round never opened, if so. */
    public Optional<String> skipped(Pg connection, String game, long round) {
        return connection.row(SKIPPED, game, round).map(row -> row.getString("reason"));
    }

    /** Holds the opening, so that seal and skip of one round never cross; false without one. */
    public boolean lock(Pg transaction, String game, long round) {
        return transaction.row(LOCK, game, round).isPresent();
    }

    void insert(Pg transaction, Game game, Opening opening) {
        transaction.change(
                INSERT,
                game.slug(),
                opening.round(),
                opening.batch().number(),
                opening.tableHash(),
                opening.confirmBy(),
                opening.json(),
                opening.signature(),
                clock.instant());
    }

    void skip(Pg transaction, String game, long round, String reason) {
        transaction.change(SKIP, game, round, reason, clock.instant());
    }
}
