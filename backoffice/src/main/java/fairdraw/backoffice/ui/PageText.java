package fairdraw.backoffice.ui;

import fairdraw.backoffice.approval.ApprovalView;
import fairdraw.backoffice.approval.Order;
import fairdraw.backoffice.operator.CurrencyLimits;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How values look on pages. */
@TemplateExtension
final class PageText {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private PageText() {}

    /** Least stake in units of the currency. */
    static String minText(CurrencyLimits limits) {
        return Amount.apart(limits.minStake(), limits.currency());
    }

    /** Largest stake in units of the currency. */
    static String maxText(CurrencyLimits limits) {
        return Amount.apart(limits.maxStake(), limits.currency());
    }

    /** An amount in units of its currency, thousands apart. */
    static String apart(long minor, String currency) {
        return Amount.apart(minor, currency);
    }

    /** The same without its sign, where words tell the direction. */
    static String unsigned(long minor, String currency) {
        return Amount.apart(Math.absExact(minor), currency);
    }

    /** How long ago, in the two largest units, such as {@code 3 d 4 h}. */
    static String age(Instant at, Instant now) {
        Duration age = Duration.between(at, now.isBefore(at) ? at : now);
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        return age.toHours() > 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toMinutes() + " min";
    }

    /** What is to be done, as a sentence. */
    static String summary(ApprovalView approval) {
        return switch (approval.order()) {
            case Order.VoidRound it -> "Void round " + it.game() + ":" + it.round();
            case Order.AdjustBet it ->
                    (it.amount() > 0
                                    ? "Pay " + money(it.amount(), it.currency()) + " more for bet "
                                    : "Take "
                                            + money(-it.amount(), it.currency())
                                            + " back for bet ")
                            + it.index()
                            + " of ticket "
                            + it.ticket()
                            + " at "
                            + it.operator();
            case Order.PayPromotion it ->
                    "Give "
                            + money(it.amount(), it.currency())
                            + " to player "
                            + it.player()
                            + " at "
                            + it.operator();
            case Order.BookPayment it ->
                    "Book "
                            + money(Math.abs(it.amount()), it.currency())
                            + (it.amount() > 0 ? " paid by " : " paid to ")
                            + it.operator();
            case Order.CloseParked it ->
                    "Close transaction "
                            + it.transaction()
                            + " against the operator's "
                            + it.operatorTransaction();
        };
    }

    private static String money(long minor, String currency) {
        return Amount.apart(minor, currency) + " " + currency;
    }

    /** Date and time, UTC, to the second. */
    static String utc(Instant at) {
        return UTC.format(at);
    }
}
