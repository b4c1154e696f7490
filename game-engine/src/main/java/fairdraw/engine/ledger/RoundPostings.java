package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.HOUSE_RESULT;
import static fairdraw.engine.ledger.Account.OPERATOR_BALANCE;
import static fairdraw.engine.ledger.Account.PAYOUTS_DUE;
import static fairdraw.engine.ledger.Account.PLAYER_FUNDS_HELD;
import static fairdraw.engine.ledger.Account.STAKES;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.Transfer.Phase;
import fairdraw.kernel.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What the settlement of a round books for one operator, currency and mode (spec 5). */
public record RoundPostings(String game, long round, Party party) {

    /**
     * The totals: the round's stakes become result, and the operator owes them less the payouts,
     * which it holds for its players.
     *
     * @param stakes of the sealed bets, 0 or more
     * @param payouts of the winning ones, 0 or more
     */
    public List<Transfer> totals(long stakes, long payouts, long atMs) {
        var totals = new ArrayList<Transfer>();
        if (stakes > 0) {
            totals.add(total("earn", STAKES, HOUSE_RESULT, stakes, atMs));
            totals.add(total("owe", OPERATOR_BALANCE, PLAYER_FUNDS_HELD, stakes, atMs));
        }
        if (payouts > 0) {
            totals.add(total("fund", PLAYER_FUNDS_HELD, OPERATOR_BALANCE, payouts, atMs));
        }
        return totals;
    }

    /**
     * One winning bet; its id is the credit's at the operator's wallet.
     *
     * @param free what a free bet wins is the cost of the operator that granted it, out of what it
     *     holds for its players: neither the result nor its balance moves
     */
    public Transfer win(UUID ticket, int index, long payout, boolean free, long atMs) {
        return new Transfer(
                TicketPostings.creditTransaction(ticket, index),
                Phase.POSTED,
                Optional.empty(),
                free ? PLAYER_FUNDS_HELD : HOUSE_RESULT,
                PAYOUTS_DUE,
                party,
                payout,
                game,
                round,
                Optional.of(ticket),
                OptionalInt.of(index),
                Optional.empty(),
                atMs);
    }

    private Transfer total(String what, Account debit, Account credit, long amount, long atMs) {
        return new Transfer(
                Ids.derived(
                        what,
                        game,
                        Long.toString(round),
                        party.operator(),
                        party.currency(),
                        party.mode().name()),
                Phase.POSTED,
                Optional.empty(),
                debit,
                credit,
                party,
                amount,
                game,
                round,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                atMs);
    }
}
