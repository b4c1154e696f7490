package fairdraw.backoffice.approval;

import org.jspecify.annotations.Nullable;

/**
 * An order as somebody asks for it, before any check; a kind needs its own fields and no others.
 *
 * @param id UUID of the request; absent: a new one
 * @param kind of {@link Order.Kind}
 * @param amount minor units
 */
public record OrderDraft(
        @Nullable String id,
        @Nullable String kind,
        @Nullable String reason,
        @Nullable String game,
        @Nullable Long round,
        @Nullable String operator,
        @Nullable String ticket,
        @Nullable Integer index,
        @Nullable String currency,
        @Nullable Long amount,
        @Nullable String transaction,
        @Nullable String operatorTransaction,
        @Nullable String player) {}
