package fairdraw.backoffice.ui;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.Role;
import fairdraw.backoffice.key.OperatorKeyView;
import fairdraw.backoffice.ui.OperatorForm.Row;
import fairdraw.kernel.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page of one operator shows.
 *
 * @param isNew whether the operator is about to be created
 * @param mayEdit whether the caller may change everything
 * @param mayLimit whether the caller may change limits
 * @param errors what is wrong, by field
 * @param notice what just happened; empty when nothing did
 */
record OperatorPage(
        boolean isNew,
        boolean mayEdit,
        boolean mayLimit,
        String id,
        String name,
        String status,
        String walletUrl,
        String languages,
        String regions,
        String frameOrigins,
        String reason,
        String version,
        List<Row> rows,
        Map<String, String> errors,
        String notice) {

    static OperatorPage of(
            boolean isNew,
            Caller caller,
            OperatorForm form,
            List<Refusal> refusals,
            String notice) {
        boolean admin = caller.is(Role.ADMIN);
        var rows = new ArrayList<>(form.rows());
        if (admin) {
            // A row to write in, also without scripts.
            rows.add(Row.EMPTY);
        }
        var errors = new LinkedHashMap<String, String>();
        refusals.forEach(refusal -> errors.putIfAbsent(refusal.field(), refusal.detail()));
        return new OperatorPage(
                isNew,
                admin,
                admin || caller.is(Role.RISK),
                OperatorForm.text(form.id),
                OperatorForm.text(form.name),
                OperatorForm.text(form.status),
                OperatorForm.text(form.walletUrl),
                OperatorForm.text(form.languages),
                OperatorForm.text(form.regions),
                OperatorForm.text(form.frameOrigins),
                OperatorForm.text(form.reason),
                OperatorForm.text(form.version),
                rows,
                errors,
                notice);
    }

    /** What is wrong with the field or an entry of it; empty when nothing is. */
    public String error(String field) {
        return errors.entrySet().stream()
                .filter(error ->
                        error.getKey().equals(field) || error.getKey().startsWith(field + "["))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** What is wrong with a cell of the table of limits; empty when nothing is. */
    public String cell(int row, String column) {
        return errors.getOrDefault("currencies[" + row + "]." + column, "");
    }

    /**
     * The keys of the operator.
     *
     * @param known whether the gateway told them
     * @param secret of the key just made, shown this once; empty otherwise
     * @param secretOf id of the key just made
     */
    record Keys(boolean known, List<OperatorKeyView> items, String secret, String secretOf) {

        static final Keys UNKNOWN = new Keys(false, List.of(), "", "");
    }
}
