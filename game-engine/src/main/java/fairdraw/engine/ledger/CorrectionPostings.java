package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.ADJUSTMENTS_DUE;
import static fairdraw.engine.ledger.Account.HOUSE_RESULT;
import static fairdraw.engine.ledger.Account.OPERATOR_BALANCE;
import static fairdraw.engine.ledger.Account.PAYMENTS;
import static fairdraw.engine.ledger.Account.PLAYER_FUNDS_HELD;

import fairdraw.engine.approval.Correction;
import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.Transfer.Phase;
import fairdraw.kernel.Ids;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What corrections book (spec 5): always new rows beside what happened. */
public final class CorrectionPostings {

    private CorrectionPostings() {}

    /** The house pays or takes back, and the operator, who holds the money, owes as much less. */
    public static List<Transfer> adjustment(Correction.AdjustBet it, long atMs) {
        boolean paid = it.amount() > 0;
        var due =
                new Transfer(
                        it.transaction(),
                        Phase.POSTED,
                        Optional.empty(),
                        paid ? HOUSE_RESULT : ADJUSTMENTS_DUE,
                        paid ? ADJUSTMENTS_DUE : HOUSE_RESULT,
                        it.party(),
                        Math.absExact(it.amount()),
                        it.game(),
                        it.round(),
                        Optional.of(it.ticket()),
                        OptionalInt.of(it.bet()),
                        Optional.empty(),
                        atMs);
        var owed =
                balance(
                        Ids.derived("adjustment-owed", it.approval().id().toString()),
                        paid ? PLAYER_FUNDS_HELD : OPERATOR_BALANCE,
                        paid ? OPERATOR_BALANCE : PLAYER_FUNDS_HELD,
                        it.party(),
                        it.amount(),
                        it.game(),
                        it.round(),
                        atMs);
        return List.of(due, owed);
    }

    /** What the operator paid it no longer owes. */
    public static List<Transfer> payment(Correction.Payment it, long atMs) {
        boolean paid = it.amount() > 0;
        return List.of(
                balance(
                        it.transaction(),
                        paid ? PAYMENTS : OPERATOR_BALANCE,
                        paid ? OPERATOR_BALANCE : PAYMENTS,
                        it.party(),
                        it.amount(),
                        "",
                        0,
                        atMs));
    }

    private static Transfer balance(
            UUID id,
            Account debit,
            Account credit,
            Party party,
            long amount,
            String game,
            long round,
            long atMs) {
        return new Transfer(
                id,
                Phase.POSTED,
                Optional.empty(),
                debit,
                credit,
                party,
                Math.absExact(amount),
                game,
                round,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                atMs);
    }
}
