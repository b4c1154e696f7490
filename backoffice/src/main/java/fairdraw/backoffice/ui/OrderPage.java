package fairdraw.backoffice.ui;

import static fairdraw.backoffice.ui.OrderForm.text;

import fairdraw.backoffice.approval.Order.Kind;
import fairdraw.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the form of a request for two persons shows.
 *
 * @param id of the request, drawn with the form, so that sending it twice is asking once
 * @param errors what is wrong, by field
 */
record OrderPage(
        Kind kind,
        String id,
        String reason,
        String game,
        String round,
        String operator,
        String ticket,
        String index,
        String direction,
        String amount,
        String currency,
        String transaction,
        String operatorTransaction,
        String player,
        Map<String, String> errors) {

    static OrderPage of(Kind kind, OrderForm form, List<Refusal> refusals) {
        var errors = new LinkedHashMap<String, String>();
        refusals.forEach(refusal -> errors.putIfAbsent(refusal.field(), sentence(kind, refusal)));
        return new OrderPage(
                kind,
                text(form.id),
                text(form.reason),
                text(form.game),
                text(form.round),
                text(form.operator),
                text(form.ticket),
                text(form.index),
                text(form.direction),
                text(form.amount),
                text(form.currency),
                text(form.transaction),
                text(form.operatorTransaction),
                text(form.player),
                errors);
    }

    /** What is wrong with the field; empty when nothing is. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    /** What the page is called. */
    public String title() {
        return switch (kind) {
            case VOID_ROUND -> "Void a round";
            case ADJUST_BET -> "Adjust a bet";
            case PAY_PROMOTION -> "Pay a promotion";
            case BOOK_PAYMENT -> "Book a payment";
            case CLOSE_PARKED -> "Close an entry of the manual queue";
        };
    }

    /** What happens when somebody approves it. */
    public String lead() {
        return switch (kind) {
            case VOID_ROUND ->
                    "Its tickets are refunded. Possible until the round's beacon and never after.";
            case ADJUST_BET ->
                    "A new transaction at the operator's wallet; what happened stays written.";
            case PAY_PROMOTION ->
                    "The player is paid at the house's cost. It belongs to no bet and is no win.";
            case BOOK_PAYMENT -> "It changes what the operator owes, and so what it may stake.";
            case CLOSE_PARKED -> "Our transaction is retired for ever: it is never sent again.";
        };
    }

    private static String sentence(Kind kind, Refusal refusal) {
        String prefix = refusal.field() + ": ";
        return refusal.detail().startsWith(prefix)
                ? label(kind, refusal.field()) + ": " + refusal.detail().substring(prefix.length())
                : refusal.detail();
    }

    private static String label(Kind kind, String field) {
        return switch (field) {
            case "game" -> "Game";
            case "round" -> "Round";
            case "operator" -> "Operator";
            case "ticket" -> "Ticket";
            case "index" -> "Bet";
            case "amount" -> "Amount";
            case "currency" -> "Currency";
            case "transaction" -> "Transaction";
            case "operatorTransaction" -> "Operator's transaction";
            case "player" -> "Player";
            case "reason" -> kind == Kind.VOID_ROUND ? "Reason, which is published" : "Reason";
            default -> field;
        };
    }
}
