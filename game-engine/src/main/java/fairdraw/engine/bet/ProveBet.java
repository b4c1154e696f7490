package fairdraw.engine.bet;

import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.ticket.PgBets;
import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.MerkleTree;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Proves that a bet is in the sealed set of its round, from the stored leaves. */
@ApplicationScoped
class ProveBet {

    private final PgBets bets;

    ProveBet(PgBets bets) {
        this.bets = bets;
    }

    /**
     * A bet, the sealed root and the path between them, bottom first.
     *
     * @param head of the bets before this one
     * @param table canonical JSON of the payout table that the round was opened with
     */
    record Proof(
            Ticket ticket,
            BetEntry bet,
            Bytes root,
            long count,
            List<Bytes> path,
            Bytes head,
            String table) {}

    Uni<Proof> prove(Ticket ticket, int index) {
        if (!(ticket instanceof Ticket.Accepted accepted)) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        if (index < 0 || index >= accepted.bets().size()) {
            throw Refusal.of(RefusalCode.NOT_FOUND, "index", "the ticket has no such bet")
                    .toException();
        }
        return bets.sealed(ticket.body().game(), ticket.body().round())
                .map(sealed -> {
                    var set =
                            sealed.orElseThrow(
                                    () -> Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException());
                    return proof(accepted, accepted.bets().get(index), set);
                });
    }

    private static Proof proof(Ticket ticket, BetEntry bet, PgBets.SealedLeaves sealed) {
        int at = Math.toIntExact(bet.sequence());
        var path = MerkleTree.path(sealed.leaves(), at);
        if (!MerkleTree.included(sealed.root(), sealed.count(), bet.leaf(), bet.sequence(), path)) {
            throw new IllegalStateException(
                    "the stored bets of " + ticket.body().round() + " are not the sealed ones");
        }
        var head = Derivation.FIRST_HEAD;
        for (var leaf : sealed.leaves().subList(0, at)) {
            head = Derivation.head(head, leaf);
        }
        return new Proof(ticket, bet, sealed.root(), sealed.count(), path, head, sealed.table());
    }
}
