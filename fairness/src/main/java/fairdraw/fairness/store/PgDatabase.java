package fairdraw.fairness.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** The service's database: statements on their own, or several in a transaction. */
@Singleton
public class PgDatabase extends Pg {

    private final Pool pool;

    PgDatabase(Pool pool) {
        super(pool);
        this.pool = pool;
    }

    /** Runs the work in one transaction, which is rolled back when the work throws. */
    public <T> T transaction(Function<Pg, T> work) {
        var connection = connection();
        try {
            var transaction = await(connection.begin());
            T result;
            try {
                result = work.apply(new Pg(connection));
            } catch (RuntimeException | Error e) {
                await(transaction.rollback());
                throw e;
            }
            await(transaction.commit());
            return result;
        } finally {
            await(connection.close());
        }
    }

    private SqlConnection connection() {
        var acquired = pool.getConnection();
        try {
            return await(acquired);
        } catch (DatabaseException tooLate) {
            // It may still come, and nobody would give it back.
            acquired.onSuccess(SqlConnection::close);
            throw tooLate;
        }
    }
}
