package fairdraw.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void a_derived_id_never_changes() {
        // Stored ids follow from it: computed once by other means (Python's hashlib), kept for
        // ever.
        assertEquals(
                UUID.fromString("8f583afc-b930-8338-8ff5-c7d01284829b"),
                Ids.derived("debit", "operator", "ticket"));
    }

    @Test
    void parts_do_not_run_into_each_other() {
        assertNotEquals(Ids.derived("ab", "c"), Ids.derived("a", "bc"));
        assertNotEquals(Ids.derived("a"), Ids.derived("a", ""));
    }

    @Test
    void versions_tell_new_from_derived() {
        assertEquals(7, Ids.next().version());
        assertEquals(8, Ids.derived("x").version());
        assertEquals(2, Ids.derived("x").variant());
    }

    @Test
    void new_ids_grow() {
        UUID last = Ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID next = Ids.next();
            assertTrue(next.toString().compareTo(last.toString()) > 0);
            last = next;
        }
    }
}
