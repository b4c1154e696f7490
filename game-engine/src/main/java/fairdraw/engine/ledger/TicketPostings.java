package fairdraw.engine.ledger;

import static fairdraw.engine.ledger.Account.PLAYER_FUNDS_HELD;
import static fairdraw.engine.ledger.Account.REFUNDS_DUE;
import static fairdraw.engine.ledger.Account.STAKES;

import fairdraw.engine.config.Party;
import fairdraw.engine.ledger.Transfer.Phase;
import fairdraw.kernel.Ids;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What each step of a ticket books (spec 5). Ids follow from what they belong to: a step that is
 * repeated books nothing twice.
 *
 * @param ticket whose money it is
 * @param stake the ticket's whole stake, minor units
 */
public record TicketPostings(UUID ticket, Party party, long stake, String game, long round) {

    /** Reserve: the stake is on its way. */
    public Transfer hold(long atMs) {
        return transfer(holdId(), Phase.PENDING, Optional.empty(), PLAYER_FUNDS_HELD, STAKES, atMs);
    }

    /** Confirm: the operator holds the stake for us. */
    public Transfer post(long atMs) {
        return transfer(
                Ids.derived("post", ticket.toString()),
                Phase.POSTED,
                Optional.of(holdId()),
                PLAYER_FUNDS_HELD,
                STAKES,
                atMs);
    }

    /** Decline or Expire: the hold ends without a stake. */
    public Transfer release(long atMs) {
        return transfer(
                Ids.derived("release", ticket.toString()),
                Phase.VOIDED,
                Optional.of(holdId()),
                PLAYER_FUNDS_HELD,
                STAKES,
                atMs);
    }

    /**
     * A debit that may have been applied without a bet: until the rollback is confirmed it is owed.
     */
    public Transfer refundDue(long atMs) {
        return transfer(
                rollbackTransaction(),
                Phase.POSTED,
                Optional.empty(),
                PLAYER_FUNDS_HELD,
                REFUNDS_DUE,
                atMs);
    }

    /** The round was voided: the stake that it took is owed to the wallet. */
    public Transfer refundStake(long atMs) {
        return transfer(
                rollbackTransaction(), Phase.POSTED, Optional.empty(), STAKES, REFUNDS_DUE, atMs);
    }

    /** Id of the rollback at the operator's wallet, the same at every attempt. */
    public UUID rollbackTransaction() {
        return Ids.derived("rollback", ticket.toString());
    }

    /** Id of the debit at the operator's wallet. */
    public UUID debitTransaction() {
        return debitTransaction(ticket);
    }

    /** Id of a ticket's debit at the operator's wallet. */
    public static UUID debitTransaction(UUID ticket) {
        return Ids.derived("debit", ticket.toString());
    }

    /** Id of the credit of a winning bet at the operator's wallet. */
    public static UUID creditTransaction(UUID ticket, int index) {
        return Ids.derived("credit", ticket.toString(), Integer.toString(index));
    }

    private UUID holdId() {
        return Ids.derived("hold", ticket.toString());
    }

    private Transfer transfer(
            UUID id,
            Phase phase,
            Optional<UUID> pending,
            Account debit,
            Account credit,
            long atMs) {
        return new Transfer(
                id,
                phase,
                pending,
                debit,
                credit,
                party,
                stake,
                game,
                round,
                Optional.of(ticket),
                OptionalInt.empty(),
                Optional.empty(),
                atMs);
    }
}
