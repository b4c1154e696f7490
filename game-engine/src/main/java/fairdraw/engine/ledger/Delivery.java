package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.ADJUSTMENTS_DELIVERED;
import static fairdraw.engine.ledger.Account.ADJUSTMENTS_DUE;
import static fairdraw.engine.ledger.Account.PAYOUTS_DELIVERED;
import static fairdraw.engine.ledger.Account.PROMOTIONS_DELIVERED;
import static fairdraw.engine.ledger.Account.REFUNDS_DELIVERED;

import fairdraw.engine.ledger.Transfer.Phase;
import fairdraw.kernel.Ids;
import java.util.Optional;

/** The wallet did what was due. */
final class Delivery {

    private Delivery() {}

    /**
     * What was due is delivered; the same every time that it is said.
     *
     * @throws IllegalArgumentException when the transfer owes a wallet nothing
     */
    static Transfer of(Transfer due, long atMs) {
        return switch (due.credit()) {
            case PAYOUTS_DUE -> move(due, due.credit(), PAYOUTS_DELIVERED, atMs);
            case REFUNDS_DUE -> move(due, due.credit(), REFUNDS_DELIVERED, atMs);
            case ADJUSTMENTS_DUE -> move(due, due.credit(), ADJUSTMENTS_DELIVERED, atMs);
            case PROMOTIONS_DUE -> move(due, due.credit(), PROMOTIONS_DELIVERED, atMs);
            case HOUSE_RESULT, PLAYER_FUNDS_HELD -> {
                if (due.debit() != ADJUSTMENTS_DUE) {
                    throw nothing(due);
                }
                // Money that was taken back goes the other way.
                yield move(due, ADJUSTMENTS_DELIVERED, ADJUSTMENTS_DUE, atMs);
            }
            case STAKES,
                    PAYOUTS_DELIVERED,
                    REFUNDS_DELIVERED,
                    ADJUSTMENTS_DELIVERED,
                    PROMOTIONS,
                    PROMOTIONS_DELIVERED,
                    OPERATOR_BALANCE,
                    PAYMENTS ->
                    throw nothing(due);
        };
    }

    private static Transfer move(Transfer due, Account debit, Account credit, long atMs) {
        return new Transfer(
                Ids.derived("delivered", due.id().toString()),
                Phase.POSTED,
                Optional.empty(),
                debit,
                credit,
                due.party(),
                due.amount(),
                due.game(),
                due.round(),
                due.ticket(),
                due.bet(),
                Optional.of(due.id()),
                atMs);
    }

    private static IllegalArgumentException nothing(Transfer due) {
        return new IllegalArgumentException(due.id() + " owes a wallet nothing");
    }
}
