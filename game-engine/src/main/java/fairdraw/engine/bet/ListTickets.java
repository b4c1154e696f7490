package fairdraw.engine.bet;

import fairdraw.engine.ticket.PgTicketViews;
import fairdraw.engine.ticket.TicketView;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Pages through an operator's tickets, newest first. */
@ApplicationScoped
class ListTickets {

    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final UUID LAST = new UUID(-1, -1);

    private final PgTicketViews views;
    private final Pool pool;

    ListTickets(PgTicketViews views, Pool pool) {
        this.views = views;
        this.pool = pool;
    }

    /**
     * What somebody wants to see; empty texts are no filter.
     *
     * @param roundPlusOne 0 for every round, else the round's number + 1, which needs a game
     * @param toMs end of the half-open period of creation, 0 for none
     * @param limit 1..200, 0 for 50
     * @param after the cursor of the page before
     */
    record Asked(
            String operator,
            String player,
            String game,
            long roundPlusOne,
            long fromMs,
            long toMs,
            int limit,
            String after) {}

    /** A page, and the cursor of the next one or nothing. */
    record Page(List<TicketView> tickets, String next) {}

    Uni<Page> page(Asked asked) {
        if (asked.operator().isBlank()) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "operator", "missing").toException();
        }
        if (asked.roundPlusOne() != 0 && asked.game().isEmpty()) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "game", "missing").toException();
        }
        if (asked.limit() < 0 || asked.limit() > PAGE_MAX) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "limit", "1.." + PAGE_MAX).toException();
        }
        int limit = asked.limit() == 0 ? PAGE_DEFAULT : asked.limit();
        return views.page(pool, filter(asked), limit + 1)
                .map(found -> {
                    if (found.size() <= limit) {
                        return new Page(found, "");
                    }
                    var last = found.get(limit - 1).ticket().body();
                    return new Page(
                            List.copyOf(found.subList(0, limit)),
                            last.createdAtMs() + "." + last.id());
                });
    }

    private static PgTicketViews.Filter filter(Asked asked) {
        long beforeMs = Long.MAX_VALUE;
        UUID beforeTicket = LAST;
        if (!asked.after().isEmpty()) {
            int dot = asked.after().indexOf('.');
            try {
                beforeMs = Long.parseLong(asked.after(), 0, Math.max(dot, 0), 10);
                beforeTicket = UUID.fromString(asked.after().substring(dot + 1));
            } catch (IllegalArgumentException wrong) {
                throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "not a cursor of ours")
                        .toException();
            }
        }
        return new PgTicketViews.Filter(
                asked.operator(),
                asked.player(),
                asked.game(),
                asked.roundPlusOne() - 1,
                asked.fromMs(),
                asked.toMs() == 0 ? Long.MAX_VALUE : asked.toMs(),
                beforeMs,
                beforeTicket);
    }
}
