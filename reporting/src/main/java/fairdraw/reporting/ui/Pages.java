package fairdraw.reporting.ui;

import fairdraw.reporting.monitor.MonitorReport;
import fairdraw.reporting.reconcile.Compared;
import fairdraw.reporting.reconcile.Difference;
import fairdraw.reporting.reconcile.ReconciledDay;
import fairdraw.reporting.revenue.RevenueRow;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;

/** The templates of the pages; Quarkus checks their expressions against these types. */
@CheckedTemplate(basePath = "")
final class Pages {

    private Pages() {}

    static native TemplateInstance revenue(
            Reader reader,
            ReportFilter.Shown filter,
            List<String> operators,
            List<RevenueRow> totals,
            List<Chart> charts,
            List<RevenueRow> rows,
            String error);

    static native TemplateInstance reconciliation(
            Reader reader,
            ReconcileFilter.Shown filter,
            List<String> operators,
            Optional<Compared> compared,
            List<ReconciledDay> days,
            List<Difference> differences,
            String error);

    static native TemplateInstance monitor(Reader reader, MonitorReport report);

    static native TemplateInstance problem(int status, String title, String detail);

    /**
     * Who reads what.
     *
     * @param house whether every operator is seen
     * @param title of the page
     * @param tab the current item of the navigation
     */
    record Reader(String name, boolean house, String title, String tab) {}
}
