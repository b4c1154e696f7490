package fairdraw.reporting.revenue;

import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.revenue.RevenueQuery.Parameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/reports/revenue}: what was staked, paid and earned. */
@Path("/v1/reports")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class RevenueResource {

    private final ReadScope scopes;
    private final PgRevenue revenue;
    private final ExportRevenue export;

    RevenueResource(ReadScope scopes, PgRevenue revenue, ExportRevenue export) {
        this.scopes = scopes;
        this.revenue = revenue;
        this.export = export;
    }

    /**
     * One page in order of time.
     *
     * @param zone whose days and months are counted
     * @param from first moment, inclusive
     * @param to last moment, exclusive
     * @param next the {@code after} of the page that follows
     */
    record Page(
            String zone, Instant from, Instant to, List<RevenueRow> items, @Nullable String next) {}

    /** The query string; see {@link RevenueQuery}. */
    static class QueryString {

        @RestQuery @Nullable String zone;
        @RestQuery @Nullable String from;
        @RestQuery @Nullable String to;
        @RestQuery @Nullable String operator;
        @RestQuery @Nullable String game;
        @RestQuery @Nullable String market;
        @RestQuery @Nullable String currency;
        @RestQuery @Nullable String groupBy;
        @RestQuery @Nullable String limit;
        @RestQuery @Nullable String after;

        /** The same without a cursor. */
        Parameters unpaged() {
            return new Parameters(
                    zone, from, to, operator, game, market, currency, groupBy, limit, null);
        }

        Parameters all() {
            return new Parameters(
                    zone, from, to, operator, game, market, currency, groupBy, limit, after);
        }
    }

    @GET
    @Path("/revenue")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Page> list(@BeanParam QueryString given) {
        Scope scope = scopes.current();
        RevenueQuery query = RevenueQuery.of(scope, given.all());
        return revenue.rows(scope, query)
                .map(rows ->
                        new Page(
                                query.zone().getId(),
                                query.from(),
                                query.to(),
                                rows,
                                next(query, rows)));
    }

    /** The whole report as CSV; pages are read as the caller takes them. */
    @GET
    @Path("/revenue.csv")
    @Produces("text/csv")
    public Multi<String> csv(@BeanParam QueryString given) {
        Scope scope = scopes.current();
        return export.csv(scope, RevenueQuery.of(scope, given.all()));
    }

    private static @Nullable String next(RevenueQuery query, List<RevenueRow> rows) {
        return rows.size() < query.limit() ? null : rows.getLast().key().text();
    }
}
