package fairdraw.fairness.store;

import fairdraw.stack.PostgresPart.Db;
import fairdraw.stack.TestParts;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import org.flywaydb.core.Flyway;

/** A migrated database of a test's own, without the framework around it. */
public final class TestDatabase implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final PgDatabase database;

    private TestDatabase(Db db) {
        Flyway.configure().dataSource(db.jdbcUrl(), db.user(), db.password()).load().migrate();
        pool =
                PgBuilder.pool()
                        .connectingTo(
                                PgConnectOptions.fromUri(db.url())
                                        .setUser(db.user())
                                        .setPassword(db.password()))
                        .using(vertx)
                        .build();
        database = new PgDatabase(pool);
    }

    /** A fresh one. */
    public static TestDatabase fresh() {
        return new TestDatabase(TestParts.postgres().fresh().apply("fairness"));
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
