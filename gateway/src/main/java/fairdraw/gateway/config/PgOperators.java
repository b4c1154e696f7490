package fairdraw.gateway.config;

import com.google.protobuf.InvalidProtocolBufferException;
import fairdraw.events.v1.ConfigEvent;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorConfig;
import fairdraw.events.v1.WalletDialect;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Operators, stored in PostgreSQL and read from memory. Every replica reads the table once a
 * second, so that a change that one replica consumed holds on all of them.
 */
@ApplicationScoped
public class PgOperators {

    private static final Duration FIRST_READ_DEADLINE = Duration.ofSeconds(20);

    private static final String STORE =
            """
            insert into operator (id, version, config) values ($1, $2, $3)
            on conflict (id) do update set version = excluded.version, config = excluded.config
             where operator.version < excluded.version\
            """;

    private static final String READ = "select id, version, config from operator";

    private final Pool pool;
    private volatile Map<String, Operator> operators = Map.of();

    PgOperators(Pool pool) {
        this.pool = pool;
    }

    void start(@Observes StartupEvent started) {
        refresh().await().atMost(FIRST_READ_DEADLINE);
    }

    /** The operator of that id, as it was at most a second ago. */
    public Optional<Operator> find(String id) {
        return Optional.ofNullable(operators.get(id));
    }

    /** Every operator that we know. */
    public Collection<Operator> all() {
        return operators.values();
    }

    /** Stores a change unless a newer one is stored. */
    Uni<Void> store(ConfigEvent event) {
        return pool.preparedQuery(STORE)
                .execute(
                        Tuple.tuple()
                                .addString(event.getOperator().getOperator())
                                .addLong(event.getVersion())
                                .addBuffer(Buffer.buffer(event.toByteArray())))
                .chain(this::refresh);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return pool.query(READ)
                .execute()
                .invoke(rows -> {
                    Map<String, Operator> read = new LinkedHashMap<>();
                    for (Row row : rows) {
                        read.put(row.getString("id"), operator(row));
                    }
                    operators = Map.copyOf(read);
                })
                .replaceWithVoid();
    }

    private Operator operator(Row row) {
        Operator known = operators.get(row.getString("id"));
        if (known != null && known.version() == row.getLong("version")) {
            return known;
        }
        try {
            ConfigEvent event = ConfigEvent.parseFrom(row.getBuffer("config").getBytes());
            return operator(event.getVersion(), event.getOperator());
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("operator row " + row.getString("id"), broken);
        }
    }

    private static Operator operator(long version, OperatorConfig config) {
        String url = config.getWalletUrl();
        return new Operator(
                config.getOperator(),
                version,
                switch (config.getStatus()) {
                    case OPERATOR_STATUS_ACTIVE -> Operator.Status.ACTIVE;
                    case OPERATOR_STATUS_CLOSED -> Operator.Status.CLOSED;
                    case OPERATOR_STATUS_SUSPENDED, OPERATOR_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                            Operator.Status.SUSPENDED;
                },
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                config.getCurrenciesList().stream()
                        .map(CurrencyLimits::getCurrency)
                        .collect(Collectors.toUnmodifiableSet()),
                config.getFrameOriginsList().stream().toList(),
                config.hasDialect() ? dialect(config.getDialect()) : Dialect.NONE);
    }

    private static Dialect dialect(WalletDialect dialect) {
        return new Dialect(
                dialect.getCertifiedTombstones(),
                dialect.getCodePointer().isEmpty()
                        ? Dialect.NONE.codePointer()
                        : dialect.getCodePointer(),
                Map.copyOf(dialect.getCodesMap()));
    }
}
