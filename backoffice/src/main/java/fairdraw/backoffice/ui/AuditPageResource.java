package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.ReadCaller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.audit.ReadAudit;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The page of the audit log. */
@Path("/ui/audit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.ADMIN, Role.AUDITOR, Role.REGULATOR})
class AuditPageResource {

    private static final int PAGE_ENTRIES = 50;

    private final ReadCaller callers;
    private final ReadAudit audit;
    private final Csrf csrf;

    AuditPageResource(ReadCaller callers, ReadAudit audit, Csrf csrf) {
        this.callers = callers;
        this.audit = audit;
        this.csrf = csrf;
    }

    @GET
    public Uni<TemplateInstance> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("subject") @DefaultValue("") String subject) {
        Caller caller = callers.current();
        var frame = new Frame("Audit log", "audit", caller, csrf.token(caller));
        return audit.page(before(after), subject, PAGE_ENTRIES)
                .chain(entries ->
                        audit.verify()
                                .map(verdict ->
                                        Pages.audit(
                                                frame,
                                                entries,
                                                verdict,
                                                entries.size() < PAGE_ENTRIES
                                                        ? ""
                                                        : Long.toString(
                                                                entries.getLast().position()),
                                                subject)));
    }

    private static long before(String after) {
        if (after.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!after.matches("[1-9][0-9]{0,17}")) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "after is a position.")
                    .toException();
        }
        return Long.parseLong(after);
    }
}
