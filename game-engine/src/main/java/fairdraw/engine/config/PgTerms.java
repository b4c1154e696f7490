package fairdraw.engine.config;

import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.OperatorStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every version of the operators' terms that was received; none is ever changed. */
@ApplicationScoped
public class PgTerms {

    private static final String KEEP =
            """
            insert into operator_config (operator, version, status, received_at_ms)
            values ($1, $2, $3, $4) on conflict (operator, version) do nothing\
            """;

    private static final String KEEP_LIMITS =
            """
            insert into operator_limits
                   (operator, version, currency, min_stake, max_stake, max_win, round_liability)
            values ($1, $2, $3, $4, $5, $6, $7)\
            """;

    private static final String NEWEST =
            "select coalesce(max(position), 0) as position from operator_config";

    private static final String AT =
            """
            select c.operator, c.status, l.currency, l.min_stake, l.max_stake, l.max_win,
                   l.round_liability
              from (select distinct on (operator) operator, version, status
                      from operator_config where position <= $1
                     order by operator, version desc) as c
              left join operator_limits l on l.operator = c.operator and l.version = c.version\
            """;

    private final Pool pool;

    PgTerms(Pool pool) {
        this.pool = pool;
    }

    /** Keeps a version; one that is known changes nothing. */
    Uni<Void> keep(OperatorConfig config, long version, long nowMs) {
        return pool.withTransaction(tx ->
                tx.preparedQuery(KEEP)
                        .execute(
                                Tuple.of(
                                        config.getOperator(),
                                        version,
                                        status(config.getStatus()),
                                        nowMs))
                        .chain(rows ->
                                rows.rowCount() == 0 || config.getCurrenciesCount() == 0
                                        ? Uni.createFrom().voidItem()
                                        : limits(tx, config, version)));
    }

    /** Position of the newest version that was received, 0 when none was. */
    public Uni<Long> newest(SqlClient tx) {
        return tx.query(NEWEST).execute().map(rows -> rows.iterator().next().getLong("position"));
    }

    /** The terms in force at a position, outside a transaction. */
    public Uni<Terms> at(long position) {
        return at(pool, position);
    }

    /** The terms in force at a position. */
    public Uni<Terms> at(SqlClient tx, long position) {
        return tx.preparedQuery(AT)
                .execute(Tuple.of(position))
                .map(rows -> {
                    Map<String, Map<String, Limits>> limits = new HashMap<>();
                    Set<String> active = new HashSet<>();
                    rows.forEach(row -> {
                        var operator = row.getString("operator");
                        var mine = limits.computeIfAbsent(operator, _ -> new HashMap<>());
                        if (row.getString("status").equals("ACTIVE")) {
                            active.add(operator);
                        }
                        if (row.getString("currency") != null) {
                            mine.put(row.getString("currency"), limits(row));
                        }
                    });
                    Map<String, OperatorTerms> operators = new HashMap<>();
                    limits.forEach((operator, mine) ->
                            operators.put(
                                    operator,
                                    new OperatorTerms(operator, active.contains(operator), mine)));
                    return new Terms(position, operators);
                });
    }

    private static Limits limits(io.vertx.mutiny.sqlclient.Row row) {
        return new Limits(
                row.getLong("min_stake"),
                row.getLong("max_stake"),
                row.getLong("max_win"),
                row.getLong("round_liability"));
    }

    private static Uni<Void> limits(SqlClient tx, OperatorConfig config, long version) {
        var rows =
                config.getCurrenciesList().stream()
                        .map(limits ->
                                Tuple.tuple()
                                        .addString(config.getOperator())
                                        .addLong(version)
                                        .addString(limits.getCurrency())
                                        .addLong(limits.getMinStake())
                                        .addLong(limits.getMaxStake())
                                        .addLong(limits.getMaxWin())
                                        .addLong(limits.getRoundLiability()))
                        .toList();
        return tx.preparedQuery(KEEP_LIMITS).executeBatch(rows).replaceWithVoid();
    }

    private static String status(OperatorStatus status) {
        return switch (status) {
            case OPERATOR_STATUS_ACTIVE -> "ACTIVE";
            case OPERATOR_STATUS_SUSPENDED -> "SUSPENDED";
            case OPERATOR_STATUS_CLOSED -> "CLOSED";
            case OPERATOR_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("an operator's status is missing");
        };
    }
}
