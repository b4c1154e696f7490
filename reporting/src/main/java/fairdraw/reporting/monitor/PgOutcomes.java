package fairdraw.reporting.monitor;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** How often each outcome was drawn. */
@ApplicationScoped
class PgOutcomes {

    private static final String COUNTS =
            """
            select game, outcome, sum(rounds)::bigint as rounds
              from outcome_daily
             where day >= $1 and ($2 = '' or game = $2)
             group by game, outcome\
            """;

    private final Pool pool;

    PgOutcomes(Pool pool) {
        this.pool = pool;
    }

    /**
     * Counts by game and outcome.
     *
     * @param from its whole UTC day is in
     * @param game empty for each
     */
    Uni<Map<String, Map<Integer, Long>>> since(Instant from, String game) {
        var asked = Tuple.of(from.atOffset(ZoneOffset.UTC).toLocalDate(), game);
        return pool.preparedQuery(COUNTS)
                .execute(asked)
                .map(found -> {
                    var counts = new TreeMap<String, Map<Integer, Long>>();
                    found.forEach(row ->
                            counts.computeIfAbsent(row.getString("game"), _ -> new TreeMap<>())
                                    .put(row.getInteger("outcome"), row.getLong("rounds")));
                    return counts;
                });
    }
}
