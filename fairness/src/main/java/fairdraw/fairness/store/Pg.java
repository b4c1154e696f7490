package fairdraw.fairness.store;

import fairdraw.pf1.Bytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL and waits for it, which is for virtual threads only: the chain's client blocks anyway,
 * so the use cases of this service read from top to bottom.
 */
public class Pg {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final SqlClient client;

    Pg(SqlClient client) {
        this.client = client;
    }

    /** The rows of a query. Values: text, numbers, truth, UUIDs, instants, bytes, null. */
    public List<Row> rows(String sql, @Nullable Object... values) {
        var rows = new ArrayList<Row>();
        execute(sql, values).forEach(rows::add);
        return rows;
    }

    /** The first row of a query. */
    public Optional<Row> row(String sql, @Nullable Object... values) {
        return rows(sql, values).stream().findFirst();
    }

    /** How many rows the statement changed. */
    public int change(String sql, @Nullable Object... values) {
        return execute(sql, values).rowCount();
    }

    /** The bytes of a column that is not null. */
    public static Bytes bytes(Row row, String column) {
        return Bytes.of(row.getBuffer(column).getBytes());
    }

    /** The moment of a column that is not null. */
    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** The moment of a column. */
    public static Optional<Instant> optionalInstant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private RowSet<Row> execute(String sql, @Nullable Object... values) {
        var tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(column(value));
        }
        return await(client.preparedQuery(sql).execute(tuple));
    }

    private static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Bytes bytes -> Buffer.buffer(bytes.toArray());
            case byte[] bytes -> Buffer.buffer(bytes);
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case BigInteger number -> Numeric.create(number);
            default -> value;
        };
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DatabaseException(e.getCause());
        } catch (TimeoutException e) {
            throw new DatabaseException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(e);
        }
    }
}
