package fairdraw.engine.bet;

import fairdraw.engine.receipt.BetEntry;
import fairdraw.engine.ticket.Ticket;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.MerkleTree;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Proves that a bet is in the sealed set of its round, from the stored leaves. */
@ApplicationScoped
class ProveBet {

    private static final String SEALED =
            """
            select bet_root, bet_count from rounds
             where game = $1 and number = $2 and sealed_at_ms is not null\
            """;

    private static final String LEAVES =
            "select leaf from bets where game = $1 and round = $2 order by sequence";

    private final Pool pool;

    ProveBet(Pool pool) {
        this.pool = pool;
    }

    /** A bet, the sealed root and the path between them, bottom first. */
    record Proof(Ticket ticket, BetEntry bet, Bytes root, long count, List<Bytes> path) {}

    Uni<Proof> prove(Ticket ticket, int index) {
        if (!(ticket instanceof Ticket.Accepted accepted)) {
            throw Refusal.of(RefusalCode.NOT_FOUND).toException();
        }
        if (index < 0 || index >= accepted.bets().size()) {
            throw Refusal.of(RefusalCode.NOT_FOUND, "index", "the ticket has no such bet")
                    .toException();
        }
        var key = Tuple.of(ticket.body().game(), ticket.body().round());
        return pool.preparedQuery(SEALED)
                .execute(key)
                .chain(sealed -> {
                    if (sealed.size() == 0) {
                        throw Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException();
                    }
                    var round = sealed.iterator().next();
                    return leaves(key)
                            .map(leaves ->
                                    proof(
                                            accepted,
                                            accepted.bets().get(index),
                                            Bytes.of(round.getBuffer("bet_root").getBytes()),
                                            round.getLong("bet_count"),
                                            leaves));
                });
    }

    private Uni<List<Bytes>> leaves(Tuple key) {
        return pool.preparedQuery(LEAVES)
                .execute(key)
                .map(rows -> {
                    var leaves = new ArrayList<Bytes>(rows.size());
                    rows.forEach(row -> leaves.add(Bytes.of(row.getBuffer("leaf").getBytes())));
                    return leaves;
                });
    }

    private static Proof proof(
            Ticket ticket, BetEntry bet, Bytes root, long count, List<Bytes> leaves) {
        var path = MerkleTree.path(leaves, Math.toIntExact(bet.sequence()));
        if (!MerkleTree.included(root, count, bet.leaf(), bet.sequence(), path)) {
            throw new IllegalStateException(
                    "the stored bets of " + ticket.body().round() + " are not the sealed ones");
        }
        return new Proof(ticket, bet, root, count, path);
    }
}
