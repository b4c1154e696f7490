package fairdraw.gateway.auth;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys of operators: encrypted in PostgreSQL, live ones read from memory. Every replica reads
 * the table once a second; a key that this replica revoked is dead here at once.
 */
@ApplicationScoped
public class PgOperatorKeys {

    /** Live keys of one purpose that an operator can have: the one in use and the next. */
    static final int LIVE_KEYS_MAX = 2;

    private static final Duration FIRST_READ_DEADLINE = Duration.ofSeconds(20);

    private static final String COLUMNS = "id, operator, purpose, secret, created_at, revoked_at";

    private static final String READ_LIVE =
            "select " + COLUMNS + " from operator_key where revoked_at is null";

    private static final String LIST =
            "select " + COLUMNS + " from operator_key where operator = $1 order by created_at, id";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext($1))";

    private static final String COUNT_LIVE =
            """
            select count(*) from operator_key
             where operator = $1 and purpose = $2 and revoked_at is null\
            """;

    private static final String CREATE =
            """
            insert into operator_key (id, operator, purpose, secret, created_at)
            values ($1, $2, $3, $4, $5) on conflict (id) do nothing\
            """;

    private static final String REVOKE =
            """
            update operator_key set revoked_at = coalesce(revoked_at, $3)
             where id = $1 and operator = $2
            returning id, operator, purpose, secret, created_at, revoked_at\
            """;

    private final Pool pool;
    private final InstantSource clock;
    private final SecretBox box;
    private volatile Map<String, OperatorKey> live = Map.of();
    private volatile Map<String, List<String>> walletSecrets = Map.of();

    PgOperatorKeys(
            Pool pool,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.operator-key.kek") String kek) {
        this.pool = pool;
        this.clock = clock;
        this.box = new SecretBox(kek, new SecureRandom());
    }

    void start(@Observes @Priority(10) StartupEvent started) {
        refresh().await().atMost(FIRST_READ_DEADLINE);
    }

    /** The live key of that id. */
    Optional<OperatorKey> find(String id) {
        return Optional.ofNullable(live.get(id));
    }

    /** The secrets that a call to the operator's wallet is signed with; none when it has no key. */
    public List<String> walletSecrets(String operator) {
        return walletSecrets.getOrDefault(operator, List.of());
    }

    /** Stores a new key; refused when the operator has two live ones of that purpose. */
    Uni<OperatorKey> create(
            String id, String operator, OperatorKey.Purpose purpose, String secret) {
        Instant now = clock.instant();
        var key = new OperatorKey(id, operator, purpose, secret, now, Optional.empty());
        return pool.withTransaction(tx ->
                        tx.preparedQuery(LOCK)
                                .execute(Tuple.of("operator_key/" + operator))
                                .chain(() -> liveKeys(tx, operator, purpose))
                                .chain(count -> insertWithin(tx, count, key)))
                .chain(() -> refresh())
                .replaceWith(key);
    }

    private static Uni<Long> liveKeys(
            SqlConnection tx, String operator, OperatorKey.Purpose purpose) {
        return tx.preparedQuery(COUNT_LIVE)
                .execute(Tuple.of(operator, purpose.name()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Void> insertWithin(SqlConnection tx, long count, OperatorKey key) {
        if (count >= LIVE_KEYS_MAX) {
            String detail = "Revoke one of the two live " + key.purpose() + " keys first.";
            return Uni.createFrom()
                    .failure(
                            Refusal.of(RefusalCode.INVALID_FIELD, "purpose", detail).toException());
        }
        return insert(tx, key).replaceWithVoid();
    }

    /**
     * Stores a key of the bootstrap file unless its id is there; never brings a revoked one back.
     */
    Uni<Void> createIfAbsent(
            String id, String operator, OperatorKey.Purpose purpose, String secret) {
        var key = new OperatorKey(id, operator, purpose, secret, clock.instant(), Optional.empty());
        return pool.withTransaction(tx -> insert(tx, key)).chain(() -> refresh());
    }

    private Uni<RowSet<Row>> insert(SqlConnection tx, OperatorKey key) {
        byte[] secret = box.close(name(key.operator(), key.id()), key.secret());
        return tx.preparedQuery(CREATE)
                .execute(
                        Tuple.tuple()
                                .addString(key.id())
                                .addString(key.operator())
                                .addString(key.purpose().name())
                                .addBuffer(Buffer.buffer(secret))
                                .addOffsetDateTime(key.createdAt().atOffset(ZoneOffset.UTC)));
    }

    /** Every key of the operator, revoked ones too, oldest first. */
    Uni<List<OperatorKey>> list(String operator) {
        return pool.preparedQuery(LIST).execute(Tuple.of(operator)).map(this::keys);
    }

    /** Revokes a key; empty when the operator has none of that id. Again is the same as once. */
    Uni<Optional<OperatorKey>> revoke(String operator, String id) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        return pool.preparedQuery(REVOKE)
                .execute(Tuple.of(id, operator, now))
                .map(rows -> keys(rows).stream().findFirst())
                .call(() -> refresh());
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return pool.query(READ_LIVE)
                .execute()
                .map(this::keys)
                .invoke(this::remember)
                .replaceWithVoid();
    }

    private void remember(List<OperatorKey> keys) {
        Map<String, OperatorKey> byId = new HashMap<>();
        Map<String, List<String>> secrets = new HashMap<>();
        for (OperatorKey key : keys) {
            byId.put(key.id(), key);
            if (key.purpose() == OperatorKey.Purpose.WALLET) {
                secrets.computeIfAbsent(key.operator(), o -> new ArrayList<>()).add(key.secret());
            }
        }
        live = Map.copyOf(byId);
        walletSecrets = Map.copyOf(secrets);
    }

    private List<OperatorKey> keys(RowSet<Row> rows) {
        List<OperatorKey> keys = new ArrayList<>(rows.rowCount());
        for (Row row : rows) {
            keys.add(key(row));
        }
        return keys;
    }

    private OperatorKey key(Row row) {
        String id = row.getString("id");
        String operator = row.getString("operator");
        OperatorKey known = live.get(id);
        OffsetDateTime revoked = row.getOffsetDateTime("revoked_at");
        return new OperatorKey(
                id,
                operator,
                OperatorKey.Purpose.valueOf(row.getString("purpose")),
                known == null
                        ? box.open(name(operator, id), row.getBuffer("secret").getBytes())
                        : known.secret(),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(revoked).map(OffsetDateTime::toInstant));
    }

    private static String name(String operator, String id) {
        return operator + "/" + id;
    }
}
