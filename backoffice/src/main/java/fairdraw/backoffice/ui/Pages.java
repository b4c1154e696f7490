package fairdraw.backoffice.ui;

import fairdraw.backoffice.approval.ApprovalView;
import fairdraw.backoffice.audit.AuditEntry;
import fairdraw.backoffice.audit.AuditVerdict;
import fairdraw.backoffice.halt.HaltView;
import fairdraw.backoffice.money.AttemptView;
import fairdraw.backoffice.money.BalanceView;
import fairdraw.backoffice.money.LiabilityView;
import fairdraw.backoffice.money.ParkedView;
import fairdraw.backoffice.operator.Operator;
import fairdraw.backoffice.payout.PayoutTableView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
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

    static native TemplateInstance approvals(
            Frame frame, List<ApprovalView> approvals, String state, String next);

    static native TemplateInstance approval(
            Frame frame, ApprovalView approval, String error, boolean own);

    static native TemplateInstance order(Frame frame, OrderPage page);

    static native TemplateInstance queue(
            Frame frame,
            boolean known,
            List<LiabilityView> liabilities,
            List<ParkedView> parked,
            String next,
            Instant now);

    static native TemplateInstance parked(
            Frame frame, ParkedView it, List<AttemptView> attempts, String notice, Instant now);

    static native TemplateInstance balances(Frame frame, boolean known, List<BalanceView> balances);

    static native TemplateInstance halts(Frame frame, boolean known, List<HaltView> halts);

    static native TemplateInstance payouts(Frame frame, List<PayoutTableView> tables);

    static native TemplateInstance problem(int status, String title, String detail);
}
