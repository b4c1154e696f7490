package fairdraw.fairness.store;

import fairdraw.stack.PostgresPart.Db;
import fairdraw.stack.TestParts;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A migrated database of a test's own, without the framework around it. */
public final class TestDatabase implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final PgDatabase database;

    private final Db owner;

    private TestDatabase(Db owner, Db service) {
        this.owner = owner;
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .placeholders(Map.of("service", service.user()))
                .load()
                .migrate();
        pool =
                PgBuilder.pool()
                        .connectingTo(
                                PgConnectOptions.fromUri(service.url())
                                        .setUser(service.user())
                                        .setPassword(service.password()))
                        .using(vertx)
                        .build();
        database = new PgDatabase(pool);
    }

    /** A fresh one. */
    public static TestDatabase fresh() {
        var database = TestParts.postgres().fresh();
        return new TestDatabase(database.apply("fairness"), database.apply("fairness_service"));
    }

    /** The way in of who owns the schema, which the service does not have. */
    public Db owner() {
        return owner;
    }

    /** What somebody does who owns the schema, an insider for one; how many rows it changed. */
    public int byOwner(String sql) {
        try (var connection = owner.connect();
                var run = connection.createStatement()) {
            return run.executeUpdate(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The service's way in. */
    public PgDatabase database() {
        return database;
    }

    /** One more replica's lease. */
    public PgLease lease() {
        return new PgLease(database);
    }

    /** Makes the lease of a silent holder run out. */
    public void expireLease() {
        if (database.change("update lease set expires_at = now() - interval '1 second'") != 1) {
            throw new IllegalStateException("nobody leads");
        }
    }

    @Override
    public void close() {
        var _ = pool.close();
        var _ = vertx.close();
    }
}
