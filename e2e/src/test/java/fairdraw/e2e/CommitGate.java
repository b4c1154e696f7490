package fairdraw.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Stops what a service writes into one of its tables right at the commit, for as long as a test
 * wants: the database has the COMMIT and has not answered. Whoever kills the service there decides
 * whether what it wrote stays (the service never hears of it) or is lost. The words of the database
 * do it (a deferred trigger that waits for a lock), so that nothing in the service knows.
 */
final class CommitGate implements AutoCloseable {

    private static final int LOCKS = 772_001;
    private static final Duration LOOK = Duration.ofMillis(10);

    /** A commit that waits: the database's process, and a fingerprint of what it would write. */
    record Waiting(int pid, long fingerprint) {}

    private final Connection owner;
    private final String table;
    private final int gate;
    private final Set<Integer> met = new HashSet<>();

    private CommitGate(Connection owner, String table, int gate) {
        this.owner = owner;
        this.table = table;
        this.gate = gate;
    }

    /**
     * Shuts a gate.
     *
     * @param owner a superuser's connection, for this gate alone
     * @param event such as "insert"
     * @param row which rows stop there, by their columns as {@code new.*}
     * @param number tells gates that are shut at once apart
     * @param fingerprint what the row means, an expression of text
     */
    static CommitGate shut(
            Connection owner,
            String schema,
            String table,
            String event,
            String row,
            int number,
            String what)
            throws SQLException {
        var gate = new CommitGate(owner, table, number);
        try (Statement run = owner.createStatement()) {
            run.execute("set search_path = " + schema);
            run.execute("select pg_advisory_lock(%d, %d)".formatted(LOCKS, number));
            run.execute(
                    """
                    create or replace function %1$s() returns trigger language plpgsql as $$
                    begin
                        -- Held by the writer, so that a watcher can read what it would write.
                        perform pg_advisory_xact_lock(hashtextextended(%2$s, 0));
                        perform pg_advisory_xact_lock(%3$d, %4$d);
                        return null;
                    end $$\
                    """
                            .formatted(gate.name(), what, LOCKS, number));
            run.execute("drop trigger if exists %s on %s".formatted(gate.name(), table));
            run.execute(
                    """
                    create constraint trigger %1$s after %2$s on %3$s
                    deferrable initially deferred for each row when (%4$s) execute function %1$s()\
                    """
                            .formatted(gate.name(), event, table, row));
        }
        return gate;
    }

    /** Waits until a commit that was not met before stands at the gate. */
    Waiting waiting(Duration most) {
        var found =
                await("a commit of " + table)
                        .atMost(most)
                        .pollInterval(LOOK)
                        .until(this::look, Optional::isPresent)
                        .orElseThrow();
        met.add(found.pid());
        return found;
    }

    /** Throws away what waits there, as a crash before the commit does. */
    void lose(Waiting commit) throws SQLException {
        try (PreparedStatement end = owner.prepareStatement("select pg_terminate_backend(?)")) {
            end.setInt(1, commit.pid());
            end.execute();
        }
    }

    /** Lets what waits there be written, and everything that comes later. */
    void open() throws SQLException {
        try (Statement run = owner.createStatement()) {
            run.execute("select pg_advisory_unlock(%d, %d)".formatted(LOCKS, gate));
        }
    }

    /** What is written of a row, by the same fingerprint; empty without a row. */
    Optional<Long> written(String what, String where) throws SQLException {
        String sql =
                "select hashtextextended(%s, 0) from %s new where %s".formatted(what, table, where);
        try (Statement run = owner.createStatement();
                ResultSet row = run.executeQuery(sql)) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        try (owner;
                Statement run = owner.createStatement()) {
            run.execute("select pg_advisory_unlock_all()");
            run.execute("drop trigger if exists %s on %s".formatted(name(), table));
            run.execute("drop function if exists %s()".formatted(name()));
        }
    }

    private String name() {
        return "gate_" + table;
    }

    private Optional<Waiting> look() throws SQLException {
        String sql =
                """
                select w.pid, (f.classid::bigint << 32) | f.objid::bigint as fingerprint
                  from pg_locks w join pg_locks f on f.pid = w.pid
                 where w.locktype = 'advisory' and not w.granted
                   and w.classid = %d and w.objid = %d and w.objsubid = 2
                   and f.locktype = 'advisory' and f.granted and f.objsubid = 1\
                """
                        .formatted(LOCKS, gate);
        try (Statement run = owner.createStatement();
                ResultSet row = run.executeQuery(sql)) {
            while (row.next()) {
                if (!met.contains(row.getInt("pid"))) {
                    return Optional.of(new Waiting(row.getInt("pid"), row.getLong("fingerprint")));
                }
            }
            return Optional.empty();
        }
    }
}
