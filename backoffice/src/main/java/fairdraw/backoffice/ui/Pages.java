package fairdraw.backoffice.ui;

import fairdraw.backoffice.audit.AuditEntry;
import fairdraw.backoffice.audit.AuditVerdict;
import fairdraw.backoffice.operator.Operator;
import fairdraw.backoffice.payout.PayoutTableView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates of the pages; Quarkus checks their expressions against these types. */
@CheckedTemplate(basePath = "")
final class Pages {

    private Pages() {}

    static native TemplateInstance operators(Frame frame, List<Operator> operators);

    static native TemplateInstance operator(Frame frame, OperatorPage page, OperatorPage.Keys keys);

    static native TemplateInstance audit(
            Frame frame,
            List<AuditEntry> entries,
            AuditVerdict verdict,
            String next,
            String subject);

    static native TemplateInstance payouts(Frame frame, List<PayoutTableView> tables);

    static native TemplateInstance problem(int status, String title, String detail);
}
