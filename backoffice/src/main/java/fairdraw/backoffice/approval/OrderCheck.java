package fairdraw.backoffice.approval;

import fairdraw.kernel.Currencies;
import fairdraw.kernel.Ids;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a draft into an order with its reason, or says everything that is wrong with it. */
final class OrderCheck {

    static final int REASON_CHARS_MAX = 500;
    static final int BETS_MAX = 1_000;

    /** Keeps every amount exact in JSON. */
    static final long AMOUNT_MINOR_MAX = 1_000_000_000_000_000L;

    private static final int TEXT_CHARS_MAX = 200;
    private static final int PLAYER_CHARS_MAX = 128;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final OrderDraft draft;
    private final List<Refusal> problems = new ArrayList<>();

    private OrderCheck(OrderDraft draft) {
        this.draft = draft;
    }

    /** What the check found. */
    sealed interface Checked {
        /** Nothing wrong. */
        record Sound(UUID id, Order order, String reason) implements Checked {}

        /** At least one problem, each naming its field. */
        record Unsound(List<Refusal> problems) implements Checked {}
    }

    /** Checks every field, so that a form can show all mistakes at once. */
    static Checked check(OrderDraft draft) {
        return new OrderCheck(draft).run();
    }

    private Checked run() {
        UUID id = draft.id() == null ? Ids.next() : uuid("id", draft.id());
        String reason = text("reason", draft.reason(), REASON_CHARS_MAX);
        Order.Kind kind =
                Arrays.stream(Order.Kind.values())
                        .filter(each -> each.name().equals(draft.kind()))
                        .findFirst()
                        .orElse(null);
        if (kind == null) {
            wrong("kind", "one of " + Arrays.toString(Order.Kind.values()));
            return new Checked.Unsound(List.copyOf(problems));
        }
        Order order =
                switch (kind) {
                    case VOID_ROUND -> voidRound();
                    case ADJUST_BET -> adjustBet();
                    case PAY_PROMOTION -> payPromotion();
                    case BOOK_PAYMENT -> bookPayment();
                    case CLOSE_PARKED -> closeParked();
                };
        return problems.isEmpty()
                ? new Checked.Sound(id, order, reason)
                : new Checked.Unsound(List.copyOf(problems));
    }

    private Order voidRound() {
        absent("player", draft.player());
        absent("operator", draft.operator());
        absent("ticket", draft.ticket());
        absent("index", draft.index());
        absent("amount", draft.amount());
        absent("currency", draft.currency());
        absent("transaction", draft.transaction());
        absent("operatorTransaction", draft.operatorTransaction());
        long round = draft.round() == null ? -1 : draft.round();
        if (round < 0) {
            wrong("round", "the number of the round, required");
        }
        return new Order.VoidRound(slug("game", draft.game()), round);
    }

    private Order adjustBet() {
        absent("player", draft.player());
        absent("game", draft.game());
        absent("round", draft.round());
        absent("transaction", draft.transaction());
        absent("operatorTransaction", draft.operatorTransaction());
        int index = draft.index() == null ? -1 : draft.index();
        if (index < 0 || index >= BETS_MAX) {
            wrong("index", "the place of the bet in its ticket, from 0, required");
        }
        return new Order.AdjustBet(
                slug("operator", draft.operator()),
                uuid("ticket", draft.ticket()).toString(),
                index,
                amount(),
                currency());
    }

    private Order payPromotion() {
        absent("game", draft.game());
        absent("round", draft.round());
        absent("ticket", draft.ticket());
        absent("index", draft.index());
        absent("transaction", draft.transaction());
        absent("operatorTransaction", draft.operatorTransaction());
        long amount = amount();
        if (amount < 0) {
            wrong("amount", "above 0: a gift is not taken back");
        }
        return new Order.PayPromotion(
                slug("operator", draft.operator()),
                text("player", draft.player(), PLAYER_CHARS_MAX),
                amount,
                currency());
    }

    private Order bookPayment() {
        absent("player", draft.player());
        absent("game", draft.game());
        absent("round", draft.round());
        absent("ticket", draft.ticket());
        absent("index", draft.index());
        absent("transaction", draft.transaction());
        absent("operatorTransaction", draft.operatorTransaction());
        return new Order.BookPayment(slug("operator", draft.operator()), currency(), amount());
    }

    private Order closeParked() {
        absent("player", draft.player());
        absent("game", draft.game());
        absent("round", draft.round());
        absent("operator", draft.operator());
        absent("ticket", draft.ticket());
        absent("index", draft.index());
        absent("amount", draft.amount());
        absent("currency", draft.currency());
        return new Order.CloseParked(
                uuid("transaction", draft.transaction()).toString(),
                text("operatorTransaction", draft.operatorTransaction(), TEXT_CHARS_MAX));
    }

    private void absent(String field, @Nullable Object value) {
        if (value != null) {
            wrong(field, "does not belong to " + draft.kind());
        }
    }

    private UUID uuid(String field, @Nullable String text) {
        if (text == null || !UUID_FORM.matcher(text).matches()) {
            wrong(field, "a UUID in lower case, required");
            return new UUID(0, 0);
        }
        return UUID.fromString(text);
    }

    private String slug(String field, @Nullable String text) {
        if (text == null || !SLUG.matcher(text).matches()) {
            wrong(field, "1 to 40 of a-z, 0-9 and -, required");
            return "";
        }
        return text;
    }

    private String text(String field, @Nullable String given, int charsMax) {
        String text = Objects.requireNonNullElse(given, "").strip();
        if (text.isEmpty()
                || text.length() > charsMax
                || text.chars().anyMatch(Character::isISOControl)) {
            wrong(field, "1 to " + charsMax + " characters, no control characters");
        }
        return text;
    }

    private String currency() {
        String code = draft.currency();
        if (code == null || !Currencies.known(code)) {
            wrong("currency", "an ISO 4217 code, required");
            return "";
        }
        return code;
    }

    private long amount() {
        long amount = draft.amount() == null ? 0 : draft.amount();
        if (amount == 0 || Math.abs(amount) > AMOUNT_MINOR_MAX || amount == Long.MIN_VALUE) {
            wrong("amount", "whole minor units other than 0, at most 10^15 either way");
        }
        return amount;
    }

    private void wrong(String field, String rule) {
        problems.add(Refusal.of(RefusalCode.INVALID_FIELD, field, field + ": " + rule + "."));
    }
}
