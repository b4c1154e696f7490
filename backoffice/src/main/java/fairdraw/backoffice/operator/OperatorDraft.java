package fairdraw.backoffice.operator;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An operator as somebody asks for it, before any check; see {@link Operator} for the fields.
 *
 * @param version the version that the asker saw, when it names one
 * @param reason why, for the audit log
 */
public record OperatorDraft(
        @Nullable String id,
        @Nullable String name,
        @Nullable String status,
        @Nullable String walletUrl,
        @Nullable List<@Nullable LimitsDraft> currencies,
        @Nullable List<@Nullable String> languages,
        @Nullable List<@Nullable String> regions,
        @Nullable List<@Nullable String> frameOrigins,
        @Nullable DialectDraft dialect,
        @Nullable Long version,
        @Nullable String reason) {

    /** Limits as somebody asks for them; see {@link CurrencyLimits}. */
    public record LimitsDraft(
            @Nullable String currency,
            @Nullable Long minStake,
            @Nullable Long maxStake,
            @Nullable Long maxWin,
            @Nullable Long roundLiability,
            @Nullable CreditDraft credit) {}

    /** Credit terms as somebody asks for them; see {@link CreditTerms}. */
    public record CreditDraft(@Nullable String mode, @Nullable Long limit) {}

    /** A dialect as somebody asks for it; see {@link WalletDialect}. What is absent is none. */
    public record DialectDraft(
            @Nullable Boolean zeroCredits,
            @Nullable Boolean certifiedTombstones,
            @Nullable String codePointer,
            @Nullable Map<String, @Nullable String> codes) {}

    /** The draft that would change nothing. */
    public static OperatorDraft of(Operator operator) {
        return new OperatorDraft(
                operator.id(),
                operator.name(),
                operator.status().name(),
                operator.walletUrl(),
                drafts(operator.currencies()),
                List.copyOf(operator.languages()),
                List.copyOf(operator.regions()),
                List.copyOf(operator.frameOrigins()),
                draft(operator.dialect()),
                null,
                null);
    }

    /**
     * The draft for the operator with this id.
     *
     * @throws fairdraw.kernel.RefusedException when the draft names another id
     */
    OperatorDraft under(String pathId) {
        if (id != null && !id.equals(pathId)) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "id", "The id never changes.")
                    .toException();
        }
        return new OperatorDraft(
                pathId,
                name,
                status,
                walletUrl,
                currencies,
                languages,
                regions,
                frameOrigins,
                dialect,
                version,
                reason);
    }

    private static DialectDraft draft(WalletDialect dialect) {
        return new DialectDraft(
                dialect.zeroCredits(),
                dialect.certifiedTombstones(),
                dialect.codePointer(),
                new TreeMap<String, @Nullable String>(dialect.codes()));
    }

    private static @Nullable CreditDraft draft(@Nullable CreditTerms credit) {
        return credit == null ? null : new CreditDraft(credit.mode().name(), credit.limit());
    }

    private static List<@Nullable LimitsDraft> drafts(List<CurrencyLimits> currencies) {
        var drafts = new ArrayList<@Nullable LimitsDraft>();
        for (CurrencyLimits limits : currencies) {
            drafts.add(
                    new LimitsDraft(
                            limits.currency(),
                            limits.minStake(),
                            limits.maxStake(),
                            limits.maxWin(),
                            limits.roundLiability(),
                            draft(limits.credit())));
        }
        return drafts;
    }
}
