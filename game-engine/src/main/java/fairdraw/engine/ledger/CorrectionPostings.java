package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.ADJUSTMENTS_DUE;
import static fairdraw.engine.ledger.Account.HOUSE_RESULT;
import static fairdraw.engine.ledger.Account.OPERATOR_BALANCE;
import static fairdraw.engine.ledger.Account.PAYMENTS;
import static fairdraw.engine.ledger.Account.PLAYER_FUNDS_HELD;
import static fairdraw.engine.ledger.Account.PROMOTIONS;
import static fairdraw.engine.ledger.Account.PROMOTIONS_DUE;

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

    /**
     * The house pays or takes back, and the operator, who holds the money, owes as much less.
     *
     * @param free of a free bet, whose wins are the operator's own cost: it owes what it owed
     */
    public static List<Transfer> adjustment(Correction.AdjustBet it, boolean free, long atMs) {
        boolean paid = it.amount() > 0;
        var cost = free ? PLAYER_FUNDS_HELD : HOUSE_RESULT;
        var due =
                new Transfer(
                        it.transaction(),
                        Phase.POSTED,
                        Optional.empty(),
                        paid ? cost : ADJUSTMENTS_DUE,
                        paid ? ADJUSTMENTS_DUE : cost,
                        it.party(),
                        Math.absExact(it.amount()),
                        it.game(),
                        it.round(),
                        Optional.of(it.ticket()),
                        OptionalInt.of(it.bet()),
                        Optional.empty(),
                        atMs);
        if (free) {
            return List.of(due);
        }
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

    /** The house pays, and the operator, whose wallet hands it to the player, owes as much less. */
    public static List<Transfer> promotion(Correction.Promotion it, long atMs) {
        var due =
                balance(
                        it.transaction(),
                        PROMOTIONS,
                        PROMOTIONS_DUE,
                        it.party(),
                        it.amount(),
                        "",
                        0,
                        atMs);
        var owed =
                balance(
                        Ids.derived("promotion-owed", it.approval().id().toString()),
                        PLAYER_FUNDS_HELD,
                        OPERATOR_BALANCE,
                        it.party(),
                        it.amount(),
                        "",
                        0,
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
