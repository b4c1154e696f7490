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
import java.util.regex.Pattern;

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
        boolean zeroCredits,
        boolean certifiedTombstones,
        String codePointer,
        String codes,
        String reason,
        String version,
        List<Row> rows,
        Map<String, String> errors,
        String notice) {

    private static final Pattern CELL =
            Pattern.compile("currencies\\[([0-9]{1,3})]\\.([a-zA-Z.]+)");
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

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
        refusals.forEach(
                refusal -> errors.putIfAbsent(refusal.field(), sentence(refusal, form.rows())));
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
                !OperatorForm.text(form.zeroCredits).isEmpty(),
                !OperatorForm.text(form.certifiedTombstones).isEmpty(),
                OperatorForm.text(form.codePointer),
                OperatorForm.text(form.codes),
                OperatorForm.text(form.reason),
                OperatorForm.text(form.version),
                rows,
                errors,
                notice);
    }

    /** The detail with the field's label in the place of its path. */
    private static String sentence(Refusal refusal, List<Row> rows) {
        String prefix = refusal.field() + ": ";
        if (!refusal.detail().startsWith(prefix)) {
            return refusal.detail();
        }
        String rule = refusal.detail().substring(prefix.length());
        var cell = CELL.matcher(refusal.field());
        if (cell.matches() && Integer.parseInt(cell.group(1)) < rows.size()) {
            String currency = rows.get(Integer.parseInt(cell.group(1))).currency();
            return label(cell.group(2)) + " of " + currency + ": " + rule;
        }
        return label(INDEX.matcher(refusal.field()).replaceAll("")) + ": " + rule;
    }

    private static String label(String field) {
        return switch (field) {
            case "id" -> "Id";
            case "name" -> "Name";
            case "status" -> "Status";
            case "walletUrl" -> "Wallet address";
            case "languages" -> "Languages";
            case "regions" -> "Regions";
            case "frameOrigins" -> "Origins";
            case "currencies" -> "Limits";
            case "currency" -> "Code";
            case "minStake" -> "Least stake";
            case "maxStake" -> "Largest stake";
            case "maxWin" -> "Most a player wins";
            case "roundLiability" -> "Most all win";
            case "credit.mode" -> "How it pays";
            case "credit.limit" -> "Most it may owe";
            case "dialect.codePointer" -> "Where its code stands";
            case "dialect.codes" -> "Its own codes";
            case "reason" -> "Reason";
            default ->
                    field.startsWith("dialect.codes.")
                            ? "Its own code " + field.substring("dialect.codes.".length())
                            : field;
        };
    }

    /** What is wrong with the field or an entry of it; empty when nothing is. */
    public String error(String field) {
        return errors.entrySet().stream()
                .filter(error ->
                        error.getKey().equals(field)
                                || error.getKey().startsWith(field + "[")
                                || error.getKey().startsWith(field + "."))
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
