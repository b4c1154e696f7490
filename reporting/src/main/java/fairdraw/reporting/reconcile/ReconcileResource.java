package fairdraw.reporting.reconcile;

import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.reconcile.ReconcileQuery.Parameters;
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

/** {@code /v1/reconciliation}: do books, delivery log and operator say the same. */
@Path("/v1/reconciliation")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class ReconcileResource {

    private final ReadScope scopes;
    private final PgReconciliation reconciliation;
    private final ExportDifferences export;

    ReconcileResource(ReadScope scopes, PgReconciliation reconciliation, ExportDifferences export) {
        this.scopes = scopes;
        this.reconciliation = reconciliation;
        this.export = export;
    }

    /**
     * A page of days.
     *
     * @param zone whose days they are
     * @param from first moment, inclusive
     * @param to last moment, exclusive
     * @param stated whether complete lists of every operator cover the period
     * @param notCompared operators whose list has not come
     * @param verdict of all days of the page
     * @param next the {@code after} of the page that follows
     */
    record Days(
            String zone,
            Instant from,
            Instant to,
            boolean stated,
            List<String> notCompared,
            Verdict verdict,
            List<ReconciledDay> items,
            @Nullable String next) {}

    /** A page of differences; zone and moments as of {@link Days}. */
    record Differences(
            String zone, Instant from, Instant to, List<Difference> items, @Nullable String next) {}

    /** The query string; see {@link ReconcileQuery}. */
    static class QueryString {

        @RestQuery @Nullable String zone;
        @RestQuery @Nullable String from;
        @RestQuery @Nullable String to;
        @RestQuery @Nullable String operator;
        @RestQuery @Nullable String currency;
        @RestQuery @Nullable String mode;
        @RestQuery @Nullable String cause;
        @RestQuery @Nullable String limit;
        @RestQuery @Nullable String after;

        Parameters all() {
            return new Parameters(zone, from, to, operator, currency, mode, cause, limit, after);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Days> days(@BeanParam QueryString given) {
        Scope scope = scopes.current();
        ReconcileQuery query = ReconcileQuery.of(scope, given.all());
        return reconciliation
                .days(scope, query)
                .flatMap(days ->
                        reconciliation
                                .compared(scope, query, days)
                                .map(compared -> page(query, days, compared)));
    }

    @GET
    @Path("/differences")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Differences> differences(@BeanParam QueryString given) {
        Scope scope = scopes.current();
        ReconcileQuery query = ReconcileQuery.of(scope, given.all());
        return reconciliation
                .differences(scope, query)
                .map(rows ->
                        new Differences(
                                query.zone().getId(),
                                query.start(),
                                query.end(),
                                rows,
                                rows.size() < query.limit() ? null : rows.getLast().key().text()));
    }

    /** All differences as CSV; pages are read as the caller takes them. */
    @GET
    @Path("/differences.csv")
    @Produces("text/csv")
    public Multi<String> csv(@BeanParam QueryString given) {
        Scope scope = scopes.current();
        return export.csv(scope, ReconcileQuery.of(scope, given.all()));
    }

    private static Days page(ReconcileQuery query, List<ReconciledDay> days, Compared compared) {
        String next = days.size() < query.limit() ? null : days.getLast().key().text();
        return new Days(
                query.zone().getId(),
                query.start(),
                query.end(),
                compared.stated(),
                compared.notCompared(),
                compared.verdict(),
                days,
                next);
    }
}
