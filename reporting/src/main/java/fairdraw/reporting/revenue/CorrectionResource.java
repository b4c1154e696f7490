package fairdraw.reporting.revenue;

import fairdraw.reporting.access.ReadScope;
import fairdraw.reporting.access.Role;
import fairdraw.reporting.access.Scope;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/reports/corrections}: what two persons corrected or gave away, by posting day. */
@Path("/v1/reports")
@RolesAllowed({Role.ADMIN, Role.RISK, Role.AUDITOR, Role.REGULATOR, Role.OPERATOR})
class CorrectionResource {

    private final ReadScope scopes;
    private final PgCorrections corrections;
    private final ExportCorrections export;

    CorrectionResource(ReadScope scopes, PgCorrections corrections, ExportCorrections export) {
        this.scopes = scopes;
        this.corrections = corrections;
        this.export = export;
    }

    /**
     * One page in order of posting.
     *
     * @param zone whose days they are
     * @param from first moment, inclusive
     * @param to last moment, exclusive
     * @param next the {@code after} of the page that follows
     */
    record Page(
            String zone,
            Instant from,
            Instant to,
            List<CorrectionRow> items,
            @Nullable String next) {}

    @GET
    @Path("/corrections")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Page> list(@BeanParam RevenueResource.QueryString given) {
        Scope scope = scopes.current();
        RevenueQuery query = RevenueQuery.of(scope, given.unpaged());
        CorrectionKey after =
                Optional.ofNullable(given.after)
                        .filter(text -> !text.isEmpty())
                        .map(CorrectionKey::parse)
                        .orElse(CorrectionKey.FIRST);
        return corrections
                .rows(scope, query, after, query.limit())
                .map(rows ->
                        new Page(
                                query.zone().getId(),
                                query.from(),
                                query.to(),
                                rows,
                                rows.size() < query.limit() ? null : rows.getLast().key().text()));
    }

    /** All of them as CSV; pages are read as the caller takes them. */
    @GET
    @Path("/corrections.csv")
    @Produces("text/csv")
    public Multi<String> csv(@BeanParam RevenueResource.QueryString given) {
        Scope scope = scopes.current();
        return export.csv(scope, RevenueQuery.of(scope, given.unpaged()));
    }
}
