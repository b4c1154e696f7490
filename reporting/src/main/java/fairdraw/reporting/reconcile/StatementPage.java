package fairdraw.reporting.reconcile;

import java.time.Instant;
import java.util.List;

/**
 * A page of an operator's own list of transactions.
 *
 * @param page from 0
 * @param last whether no page follows
 * @param from start of the period that the statement speaks for, inclusive
 * @param to its end, exclusive
 */
record StatementPage(
        String operator,
        String statement,
        int page,
        boolean last,
        Instant from,
        Instant to,
        Instant fetchedAt,
        List<Saying.Stated> lines) {}
