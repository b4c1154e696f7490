package fairdraw.engine.bet;

import fairdraw.engine.ticket.PgTicketViews;
import fairdraw.engine.ticket.TicketView;
import fairdraw.engine.v1.ListTicketsRequest;
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

    /** A page, and the cursor of the next one or nothing. */
    record Page(List<TicketView> tickets, String next) {}

    Uni<Page> page(ListTicketsRequest request) {
        if (request.getOperator().isBlank()) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "operator", "missing").toException();
        }
        if (request.getRoundPlusOne() != 0 && request.getGame().isEmpty()) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "game", "missing").toException();
        }
        int asked = request.getLimit();
        if (asked < 0 || asked > PAGE_MAX) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "limit", "1.." + PAGE_MAX).toException();
        }
        int limit = asked == 0 ? PAGE_DEFAULT : asked;
        return views.page(pool, filter(request), limit + 1)
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

    private static PgTicketViews.Filter filter(ListTicketsRequest request) {
        long beforeMs = Long.MAX_VALUE;
        UUID beforeTicket = LAST;
        if (!request.getAfter().isEmpty()) {
            int dot = request.getAfter().indexOf('.');
            try {
                beforeMs = Long.parseLong(request.getAfter(), 0, Math.max(dot, 0), 10);
                beforeTicket = UUID.fromString(request.getAfter().substring(dot + 1));
            } catch (IllegalArgumentException wrong) {
                throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "not a cursor of ours")
                        .toException();
            }
        }
        return new PgTicketViews.Filter(
                request.getOperator(),
                request.getPlayer(),
                request.getGame(),
                request.getRoundPlusOne() - 1,
                request.getFromMs(),
                request.getToMs() == 0 ? Long.MAX_VALUE : request.getToMs(),
                beforeMs,
                beforeTicket);
    }
}
