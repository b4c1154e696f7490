package fairdraw.backoffice.payout;

import fairdraw.games.Game;
import fairdraw.games.PayoutTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The tables that are in force: those that the games are shipped with. */
@ApplicationScoped
public class ReadPayoutTables {

    // Exact figures of an immutable table never change, and cost milliseconds.
    private final List<PayoutTableView> shipped =
            Game.shipped().stream()
                    .map(game -> PayoutTableView.of(PayoutTable.of(game.slug())))
                    .toList();

    /** One entry a game, the default game first. */
    public List<PayoutTableView> all() {
        return shipped;
    }
}
