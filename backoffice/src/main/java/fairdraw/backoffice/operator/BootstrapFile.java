package fairdraw.backoffice.operator;

import fairdraw.backoffice.operator.OperatorDraft.DialectDraft;
import fairdraw.backoffice.operator.OperatorDraft.LimitsDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that a fresh installation starts with; their keys in the file are the gateway's. */
record BootstrapFile(List<Entry> operators) {

    /** One operator; see {@link Operator}. Its keys are left to the gateway. */
    record Entry(
            String id,
            String name,
            String status,
            @Nullable String walletUrl,
            List<@Nullable LimitsDraft> currencies,
            List<@Nullable String> languages,
            List<@Nullable String> regions,
            List<@Nullable String> frameOrigins,
            @Nullable DialectDraft dialect,
            @Nullable List<Object> keys) {

        OperatorDraft draft() {
            return new OperatorDraft(
                    id,
                    name,
                    status,
                    walletUrl,
                    currencies,
                    languages,
                    regions,
                    frameOrigins,
                    dialect,
                    null,
                    "bootstrap file");
        }
    }
}
