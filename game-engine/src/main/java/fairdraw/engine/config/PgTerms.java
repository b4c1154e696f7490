package fairdraw.engine.config;

import fairdraw.events.v1.CurrencyLimits;
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
import java.util.Optional;
import java.util.Set;

/** Every version of the operators' terms that was received; none is ever changed. */
@ApplicationScoped
public class PgTerms {

    private static final String KEEP =
            """
            insert into operator_config (operator, version, status, received_at_ms, zero_credits)
            values ($1, $2, $3, $4, $5) on conflict (operator, version) do nothing\
            """;

    private static final String KEEP_LIMITS =
            """
            insert into operator_limits
                   (operator, version, currency, min_stake, max_stake, max_win, round_liability,
                   credit_mode, credit_limit)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)\
            """;

    private static final String NEWEST =
            "select coalesce(max(position), 0) as position from operator_config";

    private static final String AT =
            """
            select c.operator, c.status, l.currency, l.min_stake, l.max_stake, l.max_win,
                   l.round_liability, l.credit_mode, l.credit_limit
              from (select distinct on (operator) operator, version, status
                      from operator_config where position <= $1
                     order by operator, version desc) as c
              left join operator_limits l on l.operator = c.operator and l.version = c.version\
            """;

    private static final String ZERO_CREDITS =
            """
            select operator
              from (select distinct on (operator) operator, zero_credits from operator_config
                     where position <= (select config_position from rounds
                                         where game = $1 and number = $2)
                     order by operator, version desc) as c
             where zero_credits\
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
                                        nowMs,
                                        config.getDialect().getZeroCredits()))
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

    /** Operators whose wallets close a losing bet by a credit of 0, when the round opened. */
    public Uni<Set<String>> zeroCredits(SqlClient tx, String game, long round) {
        return tx.preparedQuery(ZERO_CREDITS)
                .execute(Tuple.of(game, round))
                .map(rows -> {
                    Set<String> operators = new HashSet<>();
                    rows.forEach(row -> operators.add(row.getString("operator")));
                    return operators;
                });
    }

    private static Limits limits(io.vertx.mutiny.sqlclient.Row row) {
        return new Limits(
                row.getLong("min_stake"),
                row.getLong("max_stake"),
                row.getLong("max_win"),
                row.getLong("round_liability"),
                Optional.ofNullable(row.getString("credit_mode"))
                        .map(kind ->
                                new Credit(
                                        Credit.Kind.valueOf(kind), row.getLong("credit_limit"))));
    }

    /** The bound that a message tells; refuses one of no kind. */
    static Optional<Credit> credit(CurrencyLimits limits) {
        if (!limits.hasCredit()) {
            return Optional.empty();
        }
        var terms = limits.getCredit();
        var kind =
                switch (terms.getMode()) {
                    case CREDIT_MODE_CREDIT -> Credit.Kind.CREDIT;
                    case CREDIT_MODE_PREPAID -> Credit.Kind.PREPAID;
                    case CREDIT_MODE_UNSPECIFIED, UNRECOGNIZED ->
                            throw new IllegalArgumentException("credit of no kind");
                };
        return Optional.of(new Credit(kind, terms.getLimit()));
    }

    private static Uni<Void> limits(SqlClient tx, OperatorConfig config, long version) {
        var rows =
                config.getCurrenciesList().stream()
                        .map(limits -> {
                            var credit = credit(limits);
                            return Tuple.tuple()
                                    .addString(config.getOperator())
                                    .addLong(version)
                                    .addString(limits.getCurrency())
                                    .addLong(limits.getMinStake())
                                    .addLong(limits.getMaxStake())
                                    .addLong(limits.getMaxWin())
                                    .addLong(limits.getRoundLiability())
                                    .addString(credit.map(c -> c.kind().name()).orElse(null))
                                    .addLong(credit.map(Credit::limit).orElse(null));
                        })
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
