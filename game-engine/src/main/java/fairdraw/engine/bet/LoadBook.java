package fairdraw.engine.bet;

import fairdraw.engine.ticket.PgBets;
import fairdraw.engine.ticket.PgTickets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the book of a round: empty, or exactly as the database has it. */
@ApplicationScoped
class LoadBook {

    private final PgTickets tickets;
    private final PgBets bets;
    private final long houseLiability;

    LoadBook(
            PgTickets tickets,
            PgBets bets,
            @ConfigProperty(name = "fairdraw.engine.house-liability") long houseLiability) {
        this.tickets = tickets;
        this.bets = bets;
        this.houseLiability = houseLiability;
    }

    /** The book of a round that has no tickets yet. */
    RoundBook empty(BetWindow window) {
        return new RoundBook(window, houseLiability);
    }

    /**
     * Reads bets and reserved tickets page by page; no item when the round takes no bets any more.
     */
    Uni<RoundBook> load(SqlConnection tx, BetWindow window) {
        var book = empty(window);
        return tickets.lock(tx, window.game(), List.of(window.round()))
                .chain(locked ->
                        locked.isEmpty()
                                ? Uni.createFrom().nullItem()
                                : fill(tx, book).replaceWith(book));
    }

    private Uni<Void> fill(SqlConnection tx, RoundBook book) {
        var window = book.window();
        return bets.ofRound(tx, window.game(), window.round())
                .invoke(book::restoreAccepted)
                .collect()
                .last()
                .chain(() ->
                        tickets.reserved(tx, window.game(), window.round())
                                .invoke(book::restore)
                                .collect()
                                .last())
                .replaceWithVoid();
    }
}
