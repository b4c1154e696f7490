package fairdraw.fairness.seal;

import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The operators' acknowledgements in the database. */
@Singleton
public class PgSealAcks {

    // A round has as many as there are operators, and a bound all the same.
    private static final String FIND =
            """
            select operator, seal_hash, acknowledgement, signature, key, received_at, signed, at
              from seal_ack where game = $1 and round = $2
             order by operator, seal_hash limit 1000\
            """;
    private static final String INSERT =
            """
            insert into seal_ack (game, round, operator, seal_hash, acknowledgement, signature,
                   key, received_at, signed, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing\
            """;

    private final PgDatabase database;
    private final InstantSource clock;

    PgSealAcks(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An acknowledgement as it was kept. */
    public record Kept(SealAck ack, boolean signed, Instant at) {}

    /** Keeps it, once. */
    void keep(SealAck ack) {
        database.change(
                INSERT,
                ack.game(),
                ack.round(),
                ack.operator(),
                ack.sealHash(),
                ack.acknowledgement(),
                ack.signature(),
                ack.key(),
                ack.receivedAt(),
                ack.signed(),
                clock.instant());
    }

    /** All of a round, by operator. */
    public List<Kept> of(Pg connection, String game, long round) {
        return connection.rows(FIND, game, round).stream()
                .map(row -> kept(game, round, row))
                .toList();
    }

    private static Kept kept(String game, long round, Row row) {
        return new Kept(
                new SealAck(
                        game,
                        round,
                        row.getString("operator"),
                        Pg.bytes(row, "seal_hash"),
                        row.getString("acknowledgement"),
                        Pg.bytes(row, "signature"),
                        Pg.bytes(row, "key"),
                        row.getString("received_at")),
                row.getBoolean("signed"),
                Pg.instant(row, "at"));
    }
}
