package fairdraw.reporting.revenue;

import fairdraw.reporting.revenue.RevenueQuery.Parameters;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query string of a report; see {@link RevenueQuery}. */
public class RevenueParameters {

    @RestQuery @Nullable String from;
    @RestQuery @Nullable String to;
    @RestQuery @Nullable String operator;
    @RestQuery @Nullable String game;
    @RestQuery @Nullable String market;
    @RestQuery @Nullable String currency;
    @RestQuery @Nullable String groupBy;
    @RestQuery @Nullable String limit;
    @RestQuery @Nullable String after;

    /** All of them as they came. */
    public Parameters all() {
        return new Parameters(from, to, operator, game, market, currency, groupBy, limit, after);
    }
}
