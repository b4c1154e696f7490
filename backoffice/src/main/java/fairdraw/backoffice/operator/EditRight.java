package fairdraw.backoffice.operator;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.access.Role;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.List;
import java.util.Optional;

/** Who may change what: an admin everything, the risk role the limits of currencies in use. */
final class EditRight {

    private EditRight() {}

    /** Why the caller may not turn the one into the other; empty when it may. */
    static Optional<Refusal> refusal(Caller caller, Operator before, Operator after) {
        if (caller.is(Role.ADMIN) || caller.is("system")) {
            return Optional.empty();
        }
        if (!caller.is(Role.RISK)) {
            return Optional.of(Refusal.of(RefusalCode.FORBIDDEN));
        }
        return beyondLimits(before, after)
                .map(field ->
                        Refusal.of(
                                RefusalCode.FORBIDDEN,
                                field,
                                "The risk role changes limits only, not " + field + "."));
    }

    private static Optional<String> beyondLimits(Operator before, Operator after) {
        if (!before.name().equals(after.name())) {
            return Optional.of("name");
        }
        if (before.status() != after.status()) {
            return Optional.of("status");
        }
        if (!before.walletUrl().equals(after.walletUrl())) {
            return Optional.of("walletUrl");
        }
        if (!codes(before).equals(codes(after))) {
            return Optional.of("currencies");
        }
        if (!before.languages().equals(after.languages())) {
            return Optional.of("languages");
        }
        if (!before.regions().equals(after.regions())) {
            return Optional.of("regions");
        }
        if (!before.frameOrigins().equals(after.frameOrigins())) {
            return Optional.of("frameOrigins");
        }
        return before.dialect().equals(after.dialect()) ? Optional.empty() : Optional.of("dialect");
    }

    private static List<String> codes(Operator operator) {
        return operator.currencies().stream().map(CurrencyLimits::currency).toList();
    }
}
