package fairdraw.reporting.ui;

import fairdraw.kernel.RefusedException;
import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.reconcile.ExportDifferences;
import fairdraw.reporting.reconcile.PgReconciliation;
import fairdraw.reporting.reconcile.ReconcileQuery;
import fairdraw.reporting.revenue.PgRevenue;
import fairdraw.reporting.ui.Pages.Reader;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The page of the three-way reconciliation. */
@Path("/ui/reconciliation")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class ReconcilePageResource {

    private final ReadScope scopes;
    private final PgRevenue operators;
    private final PgReconciliation reconciliation;
    private final ExportDifferences export;
    private final InstantSource clock;

    ReconcilePageResource(
            ReadScope scopes,
            PgRevenue operators,
            PgReconciliation reconciliation,
            ExportDifferences export,
            InstantSource clock) {
        this.scopes = scopes;
        this.operators = operators;
        this.reconciliation = reconciliation;
        this.export = export;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<TemplateInstance> show(@BeanParam ReconcileFilter filter) {
        Scope scope = scopes.current();
        Instant now = clock.instant();
        var reader = new Reader(scopes.name(), scope.isHouse(), "Reconciliation", "reconciliation");
        return operators.operators(scope).chain(ids -> show(scope, filter, now, reader, ids));
    }

    private Uni<TemplateInstance> show(
            Scope scope, ReconcileFilter filter, Instant now, Reader reader, List<String> ids) {
        ReconcileFilter.Shown shown = filter.shown(now);
        try {
            ReconcileQuery query = filter.query(scope, now);
            return reconciliation
                    .days(scope, query)
                    .chain(days ->
                            reconciliation
                                    .compared(scope, query, days)
                                    .chain(compared ->
                                            reconciliation
                                                    .differences(scope, query)
                                                    .map(rows ->
                                                            // What is new stands first.
                                                            Pages.reconciliation(
                                                                    reader,
                                                                    shown,
                                                                    ids,
                                                                    Optional.of(compared),
                                                                    days.reversed(),
                                                                    rows,
                                                                    ""))));
        } catch (RefusedException refused) {
            return Uni.createFrom()
                    .item(
                            Pages.reconciliation(
                                    reader,
                                    shown,
                                    ids,
                                    Optional.empty(),
                                    List.of(),
                                    List.of(),
                                    refused.refusal().detail()));
        }
    }

    @GET
    @Path("/differences.csv")
    @Produces("text/csv")
    @ResponseHeader(
            name = "Content-Disposition",
            value = "attachment; filename=\"differences.csv\"")
    public Multi<String> csv(@BeanParam ReconcileFilter filter) {
        Scope scope = scopes.current();
        return export.csv(scope, filter.query(scope, clock.instant()));
    }
}
