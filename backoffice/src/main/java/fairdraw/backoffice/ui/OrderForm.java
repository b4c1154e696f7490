package fairdraw.backoffice.ui;

import fairdraw.backoffice.approval.Order.Kind;
import fairdraw.backoffice.approval.OrderDraft;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The fields of a request for two persons, as text. */
@NullUnmarked
class OrderForm {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    /** The direction that makes an amount negative. */
    static final String BACK = "BACK";

    @RestForm @Nullable String csrf;
    @RestForm @Nullable String id;
    @RestForm @Nullable String kind;
    @RestForm @Nullable String reason;
    @RestForm @Nullable String game;
    @RestForm @Nullable String round;
    @RestForm @Nullable String operator;
    @RestForm @Nullable String ticket;
    @RestForm @Nullable String index;
    @RestForm @Nullable String direction;
    @RestForm @Nullable String amount;
    @RestForm @Nullable String currency;
    @RestForm @Nullable String transaction;
    @RestForm @Nullable String operatorTransaction;
    @RestForm @Nullable String player;

    /** What the form asks for: the fields of its kind. A number that is none is left out. */
    OrderDraft draft() {
        boolean isVoid = is(Kind.VOID_ROUND);
        boolean isBet = is(Kind.ADJUST_BET);
        boolean isGift = is(Kind.PAY_PROMOTION);
        boolean isMoney = isBet || isGift || is(Kind.BOOK_PAYMENT);
        boolean isClose = is(Kind.CLOSE_PARKED);
        return new OrderDraft(
                text(id).isEmpty() ? null : id,
                kind,
                reason,
                isVoid ? text(game) : null,
                isVoid ? whole(round).orElse(null) : null,
                isMoney ? text(operator) : null,
                isBet ? text(ticket) : null,
                isBet ? place().orElse(null) : null,
                isMoney ? text(currency) : null,
                isMoney ? signed().orElse(null) : null,
                isClose ? text(transaction) : null,
                isClose ? text(operatorTransaction) : null,
                isGift ? text(player) : null);
    }

    private boolean is(Kind other) {
        return other.name().equals(kind);
    }

    private Optional<Long> signed() {
        return Amount.minor(text(amount), text(currency))
                .map(minor -> BACK.equals(direction) ? -minor : minor);
    }

    private Optional<Integer> place() {
        return whole(index).filter(it -> it <= Integer.MAX_VALUE).map(Long::intValue);
    }

    private static Optional<Long> whole(@Nullable String given) {
        return Optional.of(text(given))
                .filter(it -> WHOLE.matcher(it).matches())
                .map(Long::valueOf);
    }

    /** The text without its margins, empty when there is none. */
    static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
