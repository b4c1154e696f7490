package fairdraw.fairness.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.game.TestGames;
import fairdraw.fairness.store.DatabaseException;
import fairdraw.fairness.store.TestDatabase;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;
import io.vertx.sqlclient.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each decryption of a master leaves one row, before it happens; the row stays (spec 4.7). */
class SeedAuditTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final long BATCH = 5;
    private static final int DEPTH = 3;

    private final AtomicInteger decryptions = new AtomicInteger();
    private TestDatabase database;
    private PgGames games;
    private OpenMaster masters;
    private Game game;
    private Bytes leaf;

    /** A key that counts how often a ciphertext is opened, which starts with its data key. */
    private final class CountingKek implements KeyEncryptionKey {

        @Override
        public WrappedKey wrap(byte[] dataKey, byte[] context) {
            return new WrappedKey(Bytes.of(new byte[12]), Bytes.of(dataKey));
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, byte[] context) {
            decryptions.incrementAndGet();
            return wrapped.wrapped().toArray();
        }
    }

    @BeforeEach
    void promise() {
        database = TestDatabase.fresh();
        InstantSource clock = InstantSource.fixed(NOW);
        games = TestGames.of(database.database(), clock);
        game = TestGames.registered(games, database.database(), registration());
        var seeds = new PgSeeds(database.database(), clock);
        var source = new MasterSource();
        var vault = new SeedVault(new CountingKek(), source, seeds);
        masters = new OpenMaster(vault, seeds, games);
        var domain = game.registration().domain();
        byte[] master = source.draw();
        long round = game.firstRound(BATCH) + 1;
        leaf = Derivation.seedLeaf(domain, round, Derivation.seed(master, domain, round));
        store(Derivation.masterHash(master, domain, BATCH), vault.seal(domain, BATCH, master));
        decryptions.set(0);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void each_decryption_leaves_one_row_that_says_who_what_and_why() {
        long round = game.firstRound(BATCH) + 1;
        assertTrue(masters.with(game, BATCH, OptionalLong.empty(), "close", SeedAuditTest::real));
        assertTrue(masters.withSeed(game, round, leaf, "draw", SeedAuditTest::real));
        assertTrue(masters.withSeed(game, round, leaf, "draw", SeedAuditTest::real));
        assertEquals(3, decryptions.get());
        assertEquals(
                List.of("close of 5/null", "draw of 5/41", "draw of 5/41"),
                trace().stream().map(SeedAuditTest::what).toList());
        for (var row : trace()) {
            assertEquals("digits-3", row.getString("game"));
            assertEquals(NOW, row.getOffsetDateTime("at").toInstant());
            assertTrue(
                    row.getString("who").startsWith("fairness_service@127.0.0.1 "),
                    row.getString("who"));
        }
    }

    @Test
    void a_use_that_fails_and_a_master_that_is_another_leave_their_row_too() {
        assertThrows(
                ArithmeticException.class,
                () -> masters.with(game, BATCH, OptionalLong.empty(), "fails", _ -> 1 / 0));
        long other = game.firstRound(BATCH) + 2;
        assertThrows(
                RefusedException.class,
                () -> masters.withSeed(game, other, leaf, "draw", SeedAuditTest::real));
        assertEquals(
                List.of("fails of 5/null", "draw of 5/42"),
                trace().stream().map(SeedAuditTest::what).toList());
        assertEquals(2, decryptions.get());
    }

    @Test
    void what_leaves_no_row_is_not_decrypted() {
        var used = new AtomicInteger();
        database.byOwner("alter table seed_audit add constraint no_more check (purpose <> 'draw')");
        assertThrows(DatabaseException.class, () -> use(used));
        database.byOwner("alter table seed_audit rename to elsewhere");
        assertThrows(DatabaseException.class, () -> use(used));
        database.byOwner("alter table elsewhere rename to seed_audit");
        database.byOwner("revoke insert (purpose) on seed_audit from fairness_service");
        assertThrows(DatabaseException.class, () -> use(used));
        assertEquals(0, used.get(), "the use saw nothing");
        assertEquals(0, decryptions.get(), "and nothing was decrypted");
        assertEquals(List.of(), trace());
    }

    @Test
    void a_row_that_is_not_written_in_time_is_none() throws SQLException {
        var used = new AtomicInteger();
        try (var owner = database.owner().connect();
                var lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("lock table seed_audit in share mode");
            assertThrows(DatabaseException.class, () -> use(used));
            assertEquals(0, used.get());
            assertEquals(0, decryptions.get());
            owner.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update seed_audit set purpose = 'nothing'",
                "update seed_audit set at = now() where false",
                "delete from seed_audit",
                "truncate seed_audit",
                "drop table seed_audit",
                "alter table seed_audit disable trigger written_once",
                "drop trigger written_once on seed_audit",
                "alter table seed_audit alter column who set default 'nobody'",
                "insert into seed_audit (game, batch, purpose, at, who)"
                        + " values ('digits-3', 5, 'draw', now(), 'somebody else')",
                "set session_replication_role = replica",
                "grant update on seed_audit to fairness_service"
            })
    void the_service_cannot_change_its_trace(String attempt) {
        assertTrue(use(new AtomicInteger()));
        var before = trace().stream().map(SeedAuditTest::all).toList();
        // PostgreSQL only warns of a grant that gives nothing.
        if (attempt.startsWith("grant")) {
            database.database().change(attempt);
            assertThrows(
                    DatabaseException.class,
                    () -> database.database().change("update seed_audit set purpose = ''"));
        } else {
            assertThrows(DatabaseException.class, () -> database.database().change(attempt));
        }
        assertEquals(before, trace().stream().map(SeedAuditTest::all).toList());
        assertFalse(before.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update seed_audit set purpose = 'nothing'",
                "delete from seed_audit",
                "truncate seed_audit"
            })
    void the_owner_of_the_schema_cannot_either_by_mistake(String attempt) {
        assertTrue(use(new AtomicInteger()));
        var refused = assertThrows(IllegalStateException.class, () -> database.byOwner(attempt));
        assertEquals("23001", ((SQLException) refused.getCause()).getSQLState());
        assertEquals(1, trace().size());
    }

    private boolean use(AtomicInteger used) {
        return masters.with(
                game,
                BATCH,
                OptionalLong.of(41),
                "draw",
                master -> {
                    used.incrementAndGet();
                    return real(master);
                });
    }

    private static boolean real(byte[] master) {
        return !Arrays.equals(master, new byte[master.length]);
    }

    private List<Row> trace() {
        return database.database()
                .rows(
                        "select game, batch, round, purpose, at, who from seed_audit order by position");
    }

    private static String what(Row row) {
        return row.getString("purpose")
                + " of "
                + row.getLong("batch")
                + "/"
                + row.getLong("round");
    }

    private static String all(Row row) {
        return what(row) + row.getOffsetDateTime("at") + row.getString("who");
    }

    private void store(Bytes masterHash, SealedMaster sealed) {
        var leaves = Bytes.of(new byte[32 << DEPTH]);
        int stored =
                database.database()
                        .change(
                                """
                                insert into batch (game, batch, root, master_hash, leaves, at)
                                values ($1, $2, $3, $4, $5, $6)\
                                """,
                                game.slug(),
                                BATCH,
                                masterHash,
                                masterHash,
                                leaves,
                                NOW);
        assertEquals(1, stored);
        long kept =
                database.database()
                        .transaction(transaction -> {
                            new PgSeeds(database.database(), InstantSource.fixed(NOW))
                                    .store(transaction, game.slug(), BATCH, sealed);
                            return BATCH;
                        });
        assertEquals(BATCH, kept);
    }

    private static GameRegistration registration() {
        var identity =
                new GameIdentity(
                        new OutcomeSpace.Digits(3),
                        new Schedule(1_800_000_000_000L, 10_000, 6_000, 1_000),
                        DEPTH,
                        BeaconChain.QUICKNET.source());
        return new GameRegistration(
                "digits-3",
                identity,
                BeaconChain.QUICKNET,
                31_337,
                Bytes.of(new byte[20]),
                4,
                Bytes.of(new byte[20]),
                Bytes.of(new byte[32]),
                Bytes.of(new byte[32]));
    }
}
