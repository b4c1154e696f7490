package fairdraw.backoffice.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fairdraw.backoffice.approval.Approval.Approved;
import fairdraw.backoffice.approval.Approval.Move;
import fairdraw.backoffice.approval.Approval.Requested;
import fairdraw.kernel.RefusalCode;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApprovalStatesTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant END = NOON.plusSeconds(60);
    private static final Person ANN = new Person("ann", "Ann");
    private static final Person BOB = new Person("bob", "Bob");
    private static final Ask ASK =
            new Ask(new UUID(0, 1), new Order.VoidRound("digits-3", 7), ANN, "why", NOON, END);

    private static RefusalCode barred(Move move) {
        return assertInstanceOf(Move.Barred.class, move).why().code();
    }

    @Test
    void nobody_approves_or_refuses_what_they_asked_for() {
        var requested = new Requested(ASK);
        var sameUnderAnotherName = new Person("ann", "Another Name");
        assertEquals(
                RefusalCode.SECOND_PERSON_REQUIRED,
                barred(requested.approve(sameUnderAnotherName, NOON)));
        assertEquals(RefusalCode.SECOND_PERSON_REQUIRED, barred(requested.refuse(ANN, "no", NOON)));
        assertThrows(AssertionError.class, () -> new Approved(ASK, ANN, NOON));
    }

    @Test
    void somebody_else_approves_until_it_expires_and_not_after() {
        var requested = new Requested(ASK);
        var last = requested.approve(BOB, END.minusMillis(1));
        assertInstanceOf(Approved.class, assertInstanceOf(Move.Moved.class, last).to());
        assertEquals(RefusalCode.TOO_LATE, barred(requested.approve(BOB, END)));
    }

    @Test
    void only_who_asked_withdraws() {
        var requested = new Requested(ASK);
        assertEquals(RefusalCode.FORBIDDEN, barred(requested.withdraw(BOB, NOON)));
        assertInstanceOf(Move.Moved.class, requested.withdraw(ANN, NOON));
    }
}
