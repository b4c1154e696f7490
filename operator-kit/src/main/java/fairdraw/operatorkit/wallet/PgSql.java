package fairdraw.operatorkit.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs one SQL statement on the caller's transaction, or on its own when there is none. */
@ApplicationScoped
public class PgSql {

    static final int STATEMENT_SECONDS_MAX = 3;

    private final DataSource database;

    PgSql(DataSource database) {
        this.database = database;
    }

    /** Reads one row. */
    public interface Reader<T> {
        /** The value of the row that the cursor stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Every row of the answer.
     *
     * @throws IllegalStateException when PostgreSQL is gone or refuses
     */
    public <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, broken);
        }
    }

    /**
     * The number of rows that the statement changed.
     *
     * @throws IllegalStateException when PostgreSQL is gone or refuses
     */
    public int update(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException broken) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, broken);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        statement.setQueryTimeout(STATEMENT_SECONDS_MAX);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
