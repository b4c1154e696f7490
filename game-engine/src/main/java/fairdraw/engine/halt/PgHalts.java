package fairdraw.engine.halt;

import fairdraw.engine.halt.Halt.Resumption;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stops of games and their ends; rows are only ever added. */
@ApplicationScoped
public class PgHalts {

    private static final int HALTS_MAX = 200;

    private static final String STOP =
            """
            insert into game_halt (halt, game, cause, at_ms) values ($1, $2, $3, $4)
            on conflict (halt) do nothing\
            """;

    private static final String STANDS =
            """
            select exists (
                select from game_halt h
                 where h.game = $1
                   and not exists (select from game_resumption r where r.halt = h.halt)) as stands\
            """;

    private static final String RESUME =
            """
            insert into game_resumption (halt, resumed_by, reason, at_ms)
            values ($1, $2, $3, $4)
            on conflict (halt) do nothing\
            """;

    private static final String COLUMNS =
            """
            select h.halt, h.game, h.cause, h.at_ms, r.resumed_by, r.reason,
                   r.at_ms as resumed_at_ms
              from game_halt h left join game_resumption r on r.halt = h.halt\s\
            """;

    private static final String LIST = COLUMNS + "order by h.position desc limit $1";
    private static final String FIND = COLUMNS + "where h.halt = $1";

    /** Stops the game, once for an id. */
    Uni<Void> stop(SqlClient client, UUID id, String game, String cause, long nowMs) {
        return client.preparedQuery(STOP)
                .execute(Tuple.of(id, game, cause, nowMs))
                .replaceWithVoid();
    }

    /** Whether the game was stopped and not resumed. */
    public Uni<Boolean> stands(SqlClient client, String game) {
        return client.preparedQuery(STANDS)
                .execute(Tuple.of(game))
                .map(found -> found.iterator().next().getBoolean("stands"));
    }

    /** Whether this call let it go on; false when somebody did before. */
    Uni<Boolean> resume(SqlClient tx, UUID id, Resumption by) {
        return tx.preparedQuery(RESUME)
                .execute(Tuple.of(id, by.by(), by.reason(), by.atMs()))
                .map(added -> added.rowCount() == 1);
    }

    Uni<Optional<Halt>> find(SqlClient client, UUID id) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(found ->
                        found.rowCount() == 0
                                ? Optional.empty()
                                : Optional.of(halt(found.iterator().next())));
    }

    /** The newest first. */
    Uni<List<Halt>> list(SqlClient client) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(HALTS_MAX))
                .map(found -> {
                    var halts = new ArrayList<Halt>();
                    found.forEach(row -> halts.add(halt(row)));
                    return List.copyOf(halts);
                });
    }

    private static Halt halt(Row row) {
        String by = row.getString("resumed_by");
        return new Halt(
                row.getUUID("halt"),
                row.getString("game"),
                row.getString("cause"),
                row.getLong("at_ms"),
                by == null
                        ? Optional.empty()
                        : Optional.of(
                                new Resumption(
                                        by,
                                        row.getString("reason"),
                                        row.getLong("resumed_at_ms"))));
    }
}
