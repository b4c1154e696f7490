package fairdraw.fairness.batch;

import fairdraw.fairness.game.Game;
import fairdraw.fairness.store.Pg;
import fairdraw.fairness.store.PgDatabase;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The batches in the database. */
@Singleton
public class PgBatches {

    private static final int LEAF_BYTES = 32;
    private static final String COLUMNS =
            """
            select batch, root, master_hash, leaves, committed_block, final_at, final_signature,
                   closed_at, records_root
              from batch where game = $1\
            """;
    private static final String FIND = COLUMNS + " and batch = $2";
    private static final String UNCONFIRMED =
            COLUMNS
                    + """
                      and final_at is null and not exists (
                          select from chain_transaction t
                           where t.purpose = 'commit:' || batch.game || ':' || batch.batch
                             and t.state = 'REVERTED')
                    order by batch limit 64\
                    """;
    private static final String OPEN =
            COLUMNS
                    + " and final_at is not null and closed_at is null and batch <= $2"
                    + " order by batch limit 64";
    private static final String UNDECIDED =
            """
            select o.round from opening o
             where o.game = $1 and o.round between $2 and $3
               and not exists (select from record r where r.game = o.game and r.round = o.round)
               and not exists (select from skip s where s.game = o.game and s.round = o.round)
             limit 1\
            """;
    private static final String RECORDS =
            """
            select round, record_hash from record
             where game = $1 and round between $2 and $3 order by round\
            """;
    private static final String LAST = "select max(batch) as last from batch where game = $1";
    private static final String LEAD =
            """
            select count(*) from batch
             where game = $1 and batch > $2 and final_at is not null\
            """;
    private static final String INSERT =
            """
            insert into batch (game, batch, root, master_hash, leaves, at)
            values ($1, $2, $3, $4, $5, $6)\
            """;
    private static final String FINAL =
            """
            update batch set final_at = coalesce(final_at, $3), committed_block = $4,
                   final_signature = $5
             where game = $1 and batch = $2 and final_signature is null\
            """;
    private static final String CLOSE =
            """
            update batch set closed_at = $3, records_root = $4
             where game = $1 and batch = $2 and closed_at is null\
            """;

    private final PgDatabase database;
    private final InstantSource clock;

    PgBatches(PgDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The batch, if it was created. */
    public Optional<Batch> find(String game, long batch) {
        return database.row(FIND, game, batch).map(PgBatches::batch);
    }

    /** Final batches after this one. */
    public long lead(String game, long after) {
        return database.row(LEAD, game, after).orElseThrow().getLong(0);
    }

    OptionalLong last(String game) {
        Long last = database.row(LAST, game).orElseThrow().getLong("last");
        return last == null ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** Batches that are not final and may still become so: each must be revealed one day. */
    List<Batch> unconfirmed(String game) {
        return database.rows(UNCONFIRMED, game).stream().map(PgBatches::batch).toList();
    }

    /** Final batches up to this one that were not closed. */
    List<Batch> open(String game, long upTo) {
        return database.rows(OPEN, game, upTo).stream().map(PgBatches::batch).toList();
    }

    /** Whether a round between these was prepared and has neither a record nor a skip. */
    boolean undecided(String game, long first, long last) {
        return database.row(UNDECIDED, game, first, last).isPresent();
    }

    /** The leaves of the batch's records, in the order of rounds. */
    List<Bytes> recordLeaves(Game game, long batch) {
        var domain = game.registration().domain();
        return database
                .rows(RECORDS, game.slug(), game.firstRound(batch), game.lastRound(batch))
                .stream()
                .map(row ->
                        Derivation.recordLeaf(
                                domain, row.getLong("round"), Pg.bytes(row, "record_hash")))
                .toList();
    }

    void insert(Pg transaction, String game, Batch batch) {
        var leaves = ByteBuffer.allocate(batch.leaves().size() * LEAF_BYTES);
        batch.leaves().forEach(leaf -> leaves.put(leaf.toArray()));
        transaction.change(
                INSERT,
                game,
                batch.number(),
                batch.root(),
                batch.masterHash(),
                leaves.array(),
                clock.instant());
    }

    void confirm(String game, long batch, long block, Bytes signature) {
        database.change(FINAL, game, batch, clock.instant(), block, signature);
    }

    boolean close(Pg transaction, String game, long batch, Bytes recordsRoot) {
        return transaction.change(CLOSE, game, batch, clock.instant(), recordsRoot) == 1;
    }

    private static Batch batch(Row row) {
        return new Batch(
                row.getLong("batch"),
                Pg.bytes(row, "root"),
                Pg.bytes(row, "master_hash"),
                leaves(row.getBuffer("leaves").getBytes()),
                Optional.ofNullable(row.getLong("committed_block")),
                Pg.optionalInstant(row, "final_at"),
                optionalBytes(row, "final_signature"),
                Pg.optionalInstant(row, "closed_at"),
                optionalBytes(row, "records_root"));
    }

    private static Optional<Bytes> optionalBytes(Row row, String column) {
        return Optional.ofNullable(row.getBuffer(column)).map(found -> Bytes.of(found.getBytes()));
    }

    private static List<Bytes> leaves(byte[] all) {
        var leaves = new ArrayList<Bytes>(all.length / LEAF_BYTES);
        for (int at = 0; at < all.length; at += LEAF_BYTES) {
            leaves.add(Bytes.of(Arrays.copyOfRange(all, at, at + LEAF_BYTES)));
        }
        return leaves;
    }
}
