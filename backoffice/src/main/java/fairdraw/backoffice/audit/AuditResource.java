package fairdraw.backoffice.audit;

import fairdraw.backoffice.access.Role;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audit}: the audit log and the proof that it is whole. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.AUDITOR, Role.REGULATOR})
class AuditResource {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final ReadAudit audit;

    AuditResource(ReadAudit audit) {
        this.audit = audit;
    }

    /** One page, newest first; {@code next} is the {@code after} of the page that follows. */
    record Page(List<AuditEntry> items, @Nullable String next) {}

    @GET
    public Uni<Page> list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("subject") @DefaultValue("") String subject,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        long before = after == null ? Long.MAX_VALUE : number("after", after, Long.MAX_VALUE);
        int size = (int) number("limit", limit, ReadAudit.PAGE_ENTRIES_MAX);
        return audit.page(before, subject, size)
                .map(items ->
                        new Page(
                                items,
                                items.size() < size
                                        ? null
                                        : Long.toString(items.getLast().position())));
    }

    @GET
    @Path("/verification")
    public Uni<AuditVerdict> verification() {
        return audit.verify();
    }

    private static long number(String field, String text, long most) {
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > most) {
            String rule = field + " is a whole number from 1 to " + most + ".";
            throw Refusal.of(RefusalCode.INVALID_FIELD, field, rule).toException();
        }
        return Long.parseLong(text);
    }
}
