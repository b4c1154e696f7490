package fairdraw.fairness.seal;

import fairdraw.fairness.store.Pg;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** The seals in the database. */
@Singleton
public class PgSeals {

    private static final String FIND =
            """
            select bet_root, bet_count, table_hash, sealed_at, late, seal, signature from seal
             where game = $1 and round = $2\
            """;
    private static final String INSERT =
            """
            insert into seal (game, round, bet_root, bet_count, table_hash, sealed_at, late, seal,
                   signature, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
            """;

    private final InstantSource clock;

    PgSeals(InstantSource clock) {
        this.clock = clock;
    }

    /** The round's seal, if it is sealed. */
    public Optional<RoundSeal> find(Pg connection, String game, long round) {
        return connection
                .row(FIND, game, round)
                .map(row ->
                        new RoundSeal(
                                Pg.bytes(row, "bet_root"),
                                row.getLong("bet_count"),
                                Pg.bytes(row, "table_hash"),
                                Pg.instant(row, "sealed_at"),
                                row.getBoolean("late"),
                                row.getString("seal"),
                                Pg.bytes(row, "signature")));
    }

    void insert(Pg transaction, String game, long round, RoundSeal seal) {
        transaction.change(
                INSERT,
                game,
                round,
                seal.betRoot(),
                seal.betCount(),
                seal.tableHash(),
                seal.sealedAt(),
                seal.late(),
                seal.json(),
                seal.signature(),
                clock.instant());
    }
}
