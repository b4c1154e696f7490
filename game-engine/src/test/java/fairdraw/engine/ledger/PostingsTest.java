package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.HOUSE_RESULT;
import static fairdraw.engine.ledger.Account.OPERATOR_BALANCE;
import static fairdraw.engine.ledger.Account.PAYOUTS_DELIVERED;
import static fairdraw.engine.ledger.Account.PAYOUTS_DUE;
import static fairdraw.engine.ledger.Account.PLAYER_FUNDS_HELD;
import static fairdraw.engine.ledger.Account.REFUNDS_DELIVERED;
import static fairdraw.engine.ledger.Account.REFUNDS_DUE;
import static fairdraw.engine.ledger.Account.STAKES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fairdraw.engine.config.Mode;
import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.Transfer.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostingsTest {

    private static final Party PARTY = new Party("op", "EUR", Mode.REAL);
    private static final UUID TICKET = new UUID(1, 2);
    private static final TicketPostings TICKET_OF_500 =
            new TicketPostings(TICKET, PARTY, 500, "digits-3", 7);
    private static final RoundPostings ROUND = new RoundPostings("digits-3", 7, PARTY);

    private final Map<Account, Long> balances = new EnumMap<>(Account.class);

    @Test
    void a_reservation_moves_nothing_until_it_is_confirmed() {
        post(TICKET_OF_500.hold(1));
        assertBalances(Map.of());
        post(TICKET_OF_500.post(2));
        assertBalances(Map.of(PLAYER_FUNDS_HELD, 500L, STAKES, -500L));
    }

    @Test
    void a_settled_round_leaves_the_house_result_and_the_operators_debt() {
        post(TICKET_OF_500.hold(1), TICKET_OF_500.post(2));
        ROUND.totals(500, 180, 3).forEach(this::post);
        var win = ROUND.win(TICKET, 0, 180, false, 3);
        post(win);
        assertBalances(
                Map.of(
                        PLAYER_FUNDS_HELD, 180L,
                        HOUSE_RESULT, -320L,
                        PAYOUTS_DUE, -180L,
                        OPERATOR_BALANCE, 320L));
        post(Delivery.of(win, 4));
        assertBalances(
                Map.of(
                        PLAYER_FUNDS_HELD, 180L,
                        HOUSE_RESULT, -320L,
                        PAYOUTS_DELIVERED, -180L,
                        OPERATOR_BALANCE, 320L));
    }

    @Test
    void an_expired_ticket_owes_its_stake_until_the_rollback_is_confirmed() {
        var due = TICKET_OF_500.refundDue(2);
        post(TICKET_OF_500.hold(1), TICKET_OF_500.release(2), due);
        assertBalances(Map.of(PLAYER_FUNDS_HELD, 500L, REFUNDS_DUE, -500L));
        post(Delivery.of(due, 3));
        assertBalances(Map.of(PLAYER_FUNDS_HELD, 500L, REFUNDS_DELIVERED, -500L));
    }

    @Test
    void a_round_without_bets_or_wins_books_nothing_for_them() {
        assertEquals(0, ROUND.totals(0, 0, 1).size());
        assertEquals(2, ROUND.totals(100, 0, 1).size());
    }

    @Test
    void ids_follow_from_what_is_booked_so_that_twice_is_once() {
        assertEquals(TICKET_OF_500.refundDue(1).id(), TICKET_OF_500.refundDue(9).id());
        assertEquals(TICKET_OF_500.rollbackTransaction(), TICKET_OF_500.refundDue(1).id());
        assertEquals(
                TicketPostings.creditTransaction(TICKET, 0),
                ROUND.win(TICKET, 0, 1, false, 1).id());
        var due = TICKET_OF_500.refundDue(1);
        assertEquals(Delivery.of(due, 1).id(), Delivery.of(due, 2).id());
    }

    @Test
    void only_what_is_due_can_be_delivered() {
        assertThrows(IllegalArgumentException.class, () -> Delivery.of(TICKET_OF_500.post(1), 2));
    }

    @Test
    void a_transfer_has_an_amount_two_accounts_and_ends_a_hold_or_none() {
        assertThrows(IllegalArgumentException.class, () -> transfer(Phase.POSTED, STAKES, 0));
        assertThrows(IllegalArgumentException.class, () -> transfer(Phase.POSTED, STAKES, -1));
        assertThrows(
                IllegalArgumentException.class, () -> transfer(Phase.POSTED, PLAYER_FUNDS_HELD, 1));
        assertThrows(IllegalArgumentException.class, () -> transfer(Phase.VOIDED, STAKES, 1));
    }

    private static Transfer transfer(Phase phase, Account credit, long amount) {
        return new Transfer(
                TICKET,
                phase,
                Optional.empty(),
                PLAYER_FUNDS_HELD,
                credit,
                PARTY,
                amount,
                "digits-3",
                7,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                1);
    }

    private void post(Transfer... transfers) {
        for (var transfer : transfers) {
            if (transfer.phase() == Phase.POSTED) {
                balances.merge(transfer.debit(), transfer.amount(), Long::sum);
                balances.merge(transfer.credit(), -transfer.amount(), Long::sum);
            }
        }
        balances.values().removeIf(balance -> balance == 0);
        assertEquals(0, balances.values().stream().mapToLong(b -> b).sum());
    }

    private void assertBalances(Map<Account, Long> expected) {
        assertEquals(expected, balances);
    }
}
