package fairdraw.reporting.ui;

import fairdraw.kernel.RefusedException;
import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.revenue.ExportRevenue;
import fairdraw.reporting.revenue.PgRevenue;
import fairdraw.reporting.revenue.RevenueRow;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The page of revenue and RTP. */
@Path("/ui/revenue")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class RevenuePageResource {

    private final ReadScope scopes;
    private final PgRevenue revenue;
    private final ExportRevenue export;
    private final InstantSource clock;

    RevenuePageResource(
            ReadScope scopes, PgRevenue revenue, ExportRevenue export, InstantSource clock) {
        this.scopes = scopes;
        this.revenue = revenue;
        this.export = export;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<TemplateInstance> show(@BeanParam ReportFilter filter) {
        Scope scope = scopes.current();
        Instant now = clock.instant();
        var reader = new Reader(scopes.name(), scope.isHouse(), "Revenue and RTP", "revenue");
        return revenue.operators(scope)
                .chain(operators -> show(scope, filter, now, reader, operators));
    }

    private Uni<TemplateInstance> show(
            Scope scope, ReportFilter filter, Instant now, Reader reader, List<String> operators) {
        ReportFilter.Shown shown = filter.shown(now);
        try {
            var total = filter.query(scope, now, "total");
            var series = filter.query(scope, now, shown.period());
            var table = filter.query(scope, now, groups(shown));
            return Uni.combine()
                    .all()
                    .unis(
                            revenue.rows(scope, total),
                            revenue.rows(scope, series),
                            revenue.rows(scope, table))
                    .asTuple()
                    .map(found ->
                            Pages.revenue(
                                    reader,
                                    shown,
                                    operators,
                                    found.getItem1(),
                                    charts(found.getItem2(), shown.zone()),
                                    // What is new stands first.
                                    found.getItem3().reversed(),
                                    ""));
        } catch (RefusedException refused) {
            return Uni.createFrom()
                    .item(
                            Pages.revenue(
                                    reader,
                                    shown,
                                    operators,
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    refused.refusal().detail()));
        }
    }

    @GET
    @Path("/revenue.csv")
    @Produces("text/csv")
    @ResponseHeader(name = "Content-Disposition", value = "attachment; filename=\"revenue.csv\"")
    public Multi<String> csv(@BeanParam ReportFilter filter) {
        Scope scope = scopes.current();
        Instant now = clock.instant();
        return export.csv(scope, filter.query(scope, now, groups(filter.shown(now))));
    }

    private static String groups(ReportFilter.Shown shown) {
        return shown.by().isEmpty() ? shown.period() : shown.period() + "," + shown.by();
    }

    private static List<Chart> charts(List<RevenueRow> rows, String zone) {
        var byCurrency = new LinkedHashMap<String, List<RevenueRow>>();
        rows.forEach(
                row -> byCurrency.computeIfAbsent(row.currency(), _ -> new ArrayList<>()).add(row));
        return byCurrency.entrySet().stream()
                .map(entry -> Chart.of(entry.getKey(), entry.getValue(), zone))
                .toList();
    }
}
