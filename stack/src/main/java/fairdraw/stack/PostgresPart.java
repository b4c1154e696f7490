package fairdraw.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * PostgreSQL 18 with fsync on and a login role and a schema per service: a role finds only its own
 * schema.
 */
public final class PostgresPart implements AutoCloseable {

    /** The roles; each owns the schema of its name. */
    public static final List<String> ROLES =
            List.of(
                    "engine",
                    "fairness",
                    "gateway",
                    "backoffice",
                    "reporting",
                    "notifier",
                    "operator_kit");

    /** Roles that own nothing and use the schema of another, as far as that one grants it. */
    public static final Map<String, String> GUESTS =
            Map.of("engine_service", "engine", "fairness_service", "fairness");

    private static final String VERSION = "18.6.0";
    private static final Duration INITDB_DEADLINE = Duration.ofSeconds(90);
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration UNPACK_DEADLINE = Duration.ofSeconds(90);
    private static final int CONNECT_TIMEOUT_S = 5;
    // Of a database that an older version made.
    private static final String CONNECT_GUESTS =
            """
            do $$ declare made text; begin
              for made in select datname from pg_database where not datistemplate loop
                execute format('grant connect on database %%I to %s', made);
              end loop;
            end $$\
            """;

    private static final AtomicInteger FRESH = new AtomicInteger();

    private final int port;
    private final UnaryOperator<String> passwords;
    private final Child server;

    /**
     * Where a service finds its database.
     *
     * @param url {@code postgresql://host:port/database}
     */
    public record Db(String url, String user, String password) {

        /** The same address for a JDBC driver. */
        public String jdbcUrl() {
            return "jdbc:" + url;
        }

        /** A new connection, which the caller closes. */
        public Connection connect() throws SQLException {
            var properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            properties.setProperty("loginTimeout", Integer.toString(CONNECT_TIMEOUT_S));
            var connection = new org.postgresql.Driver().connect(jdbcUrl(), properties);
            if (connection == null) {
                throw new SQLException("not an address of PostgreSQL: " + url);
            }
            return connection;
        }
    }

    private PostgresPart(int port, UnaryOperator<String> passwords, Child server) {
        this.port = port;
        this.passwords = passwords;
        this.server = server;
    }

    /**
     * Starts the server on the data folder, which is made when it is absent.
     *
     * @param passwords the password of a role, or of {@code postgres}, by its name
     */
    public static PostgresPart start(
            Home home, Path data, int port, Path log, UnaryOperator<String> passwords) {
        try {
            var bin = binaries(home).resolve("bin");
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(bin, data, log, passwords.apply("postgres"));
            }
            endLeftover(data);
            var server = Child.start(spec(bin, data, port, log));
            var part = new PostgresPart(port, passwords, server);
            try {
                server.await("answering", START_DEADLINE, part::answers);
                part.createRoles();
            } catch (RuntimeException e) {
                part.close();
                throw e;
            }
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        }
    }

    /** A role's way into a new database that nobody else uses. */
    public Db db(String role) {
        return fresh().apply(role);
    }

    /** A new database that nobody else uses: gives each role its way into it. */
    public java.util.function.Function<String, Db> fresh() {
        var name = "t%d_%d".formatted(ProcessHandle.current().pid(), FRESH.incrementAndGet());
        return role -> database(name, role);
    }

    /** A role's way into the database of this name, which is made with all schemas when absent. */
    public Db database(String name, String role) {
        if (!ROLES.contains(role) && !GUESTS.containsKey(role)) {
            throw new IllegalArgumentException("no role " + role);
        }
        create(name);
        return as(name, role);
    }

    /** The superuser's way into a database. */
    public Db superuser(String database) {
        return as(database, "postgres");
    }

    public int port() {
        return port;
    }

    /** The process of the server. */
    public Child process() {
        return server;
    }

    @Override
    public void close() {
        // INT is PostgreSQL's fast shutdown: sessions are ended, nothing waits for them.
        server.stop("INT");
    }

    private Db as(String database, String role) {
        return new Db(
                "postgresql://127.0.0.1:" + port + "/" + database, role, passwords.apply(role));
    }

    private boolean answers() {
        try (var connection = superuser("postgres").connect()) {
            return connection.isValid(CONNECT_TIMEOUT_S);
        } catch (SQLException starting) {
            return false;
        }
    }

    private void createRoles() {
        var sql = new ArrayList<String>();
        for (var role : logins()) {
            sql.add(
                    """
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login;
                      end if;
                    end $$\
                    """
                            .formatted(role));
            sql.add(
                    "alter role %s password '%s'"
                            .formatted(role, passwords.apply(role).replace("'", "''")));
            sql.add(
                    "alter role %s set search_path = %s"
                            .formatted(role, GUESTS.getOrDefault(role, role)));
        }
        sql.add(CONNECT_GUESTS.formatted(String.join(", ", GUESTS.keySet())));
        execute("postgres", sql);
    }

    private static List<String> logins() {
        var logins = new ArrayList<>(ROLES);
        logins.addAll(GUESTS.keySet());
        return logins;
    }

    private synchronized void create(String name) {
        try (var connection = superuser("postgres").connect();
                var query =
                        connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, name);
            try (var found = query.executeQuery()) {
                if (found.next()) {
                    return;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name, e);
        }
        execute("postgres", List.of("create database \"" + name + "\""));
        var sql = new ArrayList<String>();
        sql.add("revoke all on schema public from public");
        sql.add("revoke all on database \"" + name + "\" from public");
        for (var role : logins()) {
            sql.add("grant connect on database \"%s\" to %s".formatted(name, role));
        }
        for (var role : ROLES) {
            sql.add("create schema if not exists %1$s authorization %1$s".formatted(role));
        }
        execute(name, sql);
    }

    private void execute(String database, List<String> statements) {
        try (var connection = superuser(database).connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL setup of " + database + " failed", e);
        }
    }

    private static Child.Spec spec(Path bin, Path data, int port, Path log) {
        var command = new ArrayList<String>();
        command.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString()));
        for (var setting :
                List.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "max_connections=300",
                        "shared_buffers=96MB",
                        "max_wal_size=512MB",
                        "log_timezone=UTC",
                        "timezone=UTC",
                        "log_line_prefix=%m [%p] %q%u@%d ")) {
            command.addAll(List.of("-c", setting));
        }
        return Child.Spec.of("postgres", command, data, log).wrapped(notAsRoot(), "INT");
    }

    private static void initialise(Path bin, Path data, Path log, String password)
            throws IOException {
        Files.createDirectories(Child.parent(data));
        var passwordFile = Files.createTempFile(Child.parent(data), "pw", "");
        try {
            Files.writeString(passwordFile, password + "\n");
            var command =
                    List.of(
                            bin.resolve("initdb").toString(),
                            "--pgdata=" + data,
                            "--username=postgres",
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C.UTF-8",
                            "--data-checksums");
            Child.run(
                    Child.Spec.of("initdb", command, Child.parent(data), log)
                            .wrapped(notAsRoot(), "TERM"),
                    INITDB_DEADLINE);
        } finally {
            Files.delete(passwordFile);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> notAsRoot() {
        return "root".equals(System.getProperty("user.name"))
                        && Files.isExecutable(Path.of("/usr/bin/unshare"))
                ? List.of("/usr/bin/unshare", "-U")
                : List.of();
    }

    /** A server that outlived its parent (where there is no death signal) still holds the data. */
    private static void endLeftover(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid)
                .filter(p -> p.info().command().orElse("").endsWith("postgres"))
                .ifPresent(leftover -> {
                    leftover.destroy();
                    leftover.onExit().join();
                });
    }

    private static Path binaries(Home home) throws IOException {
        var folder = home.parts().resolve("postgres/" + VERSION);
        if (Files.exists(folder.resolve("bin/postgres"))) {
            return folder;
        }
        return home.exclusively("postgres", () -> unpack(home, folder));
    }

    private static Path unpack(Home home, Path folder) throws IOException {
        if (Files.exists(folder.resolve("bin/postgres"))) {
            return folder;
        }
        Path archive;
        try (var files = Files.newDirectoryStream(Child.parent(folder), "*.txz")) {
            archive = files.iterator().next();
        }
        var fresh = folder.resolveSibling(VERSION + ".new");
        var command =
                List.of(
                        Home.java().toString(),
                        "-cp",
                        home.partsClassPath(),
                        Unpack.class.getName(),
                        archive.toString(),
                        fresh.toString());
        Child.run(
                Child.Spec.of(
                        "unpacking PostgreSQL",
                        command,
                        home.root(),
                        folder.resolveSibling("unpack.log")),
                UNPACK_DEADLINE);
        return Files.move(fresh, folder);
    }
}
