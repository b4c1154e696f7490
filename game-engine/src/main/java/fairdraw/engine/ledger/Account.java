package fairdraw.engine.ledger;

import java.util.Locale;

/** The accounts that an operator has in each currency and mode (spec 5). */
public enum Account {
    /** Players' money that the operator holds for us: stakes, payouts and refunds on their way. */
    PLAYER_FUNDS_HELD,
    /** Stakes of rounds that are not settled. */
    STAKES,
    /** Wins that the wallet has not yet confirmed. */
    PAYOUTS_DUE,
    /** Wins that the wallet has confirmed, for ever. */
    PAYOUTS_DELIVERED,
    /** Rollbacks that the wallet has not yet confirmed. */
    REFUNDS_DUE,
    /** Rollbacks that the wallet has confirmed, for ever. */
    REFUNDS_DELIVERED,
    /** Stakes less payouts of settled rounds. */
    HOUSE_RESULT,
    /** What the operator owes the house. */
    OPERATOR_BALANCE,
    /** Corrections of what bets were paid that the wallet has not yet confirmed. */
    ADJUSTMENTS_DUE,
    /** Corrections that the wallet has confirmed, for ever. */
    ADJUSTMENTS_DELIVERED,
    /** What promotions cost the house. */
    PROMOTIONS,
    /** Promotions that the wallet has not yet confirmed. */
    PROMOTIONS_DUE,
    /** Promotions that the wallet has confirmed, for ever. */
    PROMOTIONS_DELIVERED,
    /** What operators paid the house, less what the house paid them. */
    PAYMENTS;

    /** The name in the books. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
