package fairdraw.engine.game;

import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Every payout table that a round was ever opened with, by its hash. */
@ApplicationScoped
public class PgTables {

    private static final String KEEP =
            """
            insert into payout_table (table_hash, game, version, body) values ($1, $2, $3, $4)
            on conflict (table_hash) do nothing\
            """;

    private static final String FIND = "select body from payout_table where table_hash = $1";

    private final Pool pool;

    PgTables(Pool pool) {
        this.pool = pool;
    }

    /** Keeps a table that rounds will open with. */
    public Uni<Void> keep(PayoutTable table) {
        return pool.preparedQuery(KEEP)
                .execute(
                        Tuple.of(
                                Buffer.buffer(table.tableHash().toArray()),
                                table.game().slug(),
                                Long.toString(table.version()),
                                table.json()))
                .replaceWithVoid();
    }

    /** The table that a stored round names. */
    public Uni<PayoutTable> find(Bytes tableHash) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(tableHash.toArray())))
                .map(rows -> PayoutTable.parse(rows.iterator().next().getString("body")));
    }
}
