package fairdraw.fairness.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the running service may do to its own database: less than who owns it. */
class ServiceRoleTest {

    private static final String DENIED = "42501";

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update game set registration = ''",
                "update game set game_id = ''",
                "update batch set master_hash = ''",
                "update batch set root = ''",
                "update batch set leaves = ''",
                "update seed set ciphertext = ''",
                "update data_key set wrapped = ''",
                "update beacon set signature = ''",
                "update opening set opening = ''",
                "update skip set reason = ''",
                "update seal set bet_root = ''",
                "update draw set outcome = 1",
                "update record set record = ''",
                "update seal_ack set acknowledgement = ''",
                "update chain_attempt set raw = ''",
                "delete from batch",
                "delete from seed",
                "delete from opening",
                "delete from skip",
                "delete from seal",
                "delete from draw",
                "delete from record",
                "delete from seal_ack",
                "delete from chain_transaction",
                "delete from chain_signer",
                "delete from lease",
                "alter table draw disable trigger written_once",
                "drop table record",
                "create table more (a int)",
                "delete from flyway_schema_history"
            })
    void what_was_promised_or_published_cannot_be_written_again(String attempt) {
        var denied =
                assertThrows(DatabaseException.class, () -> database.database().change(attempt));
        assertEquals(DENIED, ((PgException) denied.getCause()).getSqlState(), attempt);
    }

    @Test
    void the_lock_of_an_opening_changes_nothing_of_it() {
        assertEquals(0, database.database().change("select from opening for update"));
        assertThrows(
                DatabaseException.class,
                () -> database.database().change("update opening set at = now()"));
    }

    @Test
    void no_table_is_out_of_reach_of_a_reading_service() {
        var tables =
                database.database()
                        .rows(
                                """
                                select tablename from pg_tables
                                 where schemaname = current_schema()\
                                """);
        assertTrue(tables.size() > 15, tables::toString);
        for (var table : tables) {
            var name = table.getString("tablename");
            assertTrue(
                    database.database()
                            .row("select has_table_privilege($1, 'select') as may", name)
                            .orElseThrow()
                            .getBoolean("may"),
                    name);
        }
    }
}
