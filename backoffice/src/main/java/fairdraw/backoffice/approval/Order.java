package fairdraw.backoffice.approval;

/** What two persons may have done about money and rounds. Amounts are minor units. */
public sealed interface Order {

    /** Its kind. */
    Kind kind();

    /** What can be ordered. */
    enum Kind {
        /** See {@link VoidRound}. */
        VOID_ROUND,
        /** See {@link AdjustBet}. */
        ADJUST_BET,
        /** See {@link PayPromotion}. */
        PAY_PROMOTION,
        /** See {@link BookPayment}. */
        BOOK_PAYMENT,
        /** See {@link CloseParked}. */
        CLOSE_PARKED
    }

    /** Voids a round, which is possible until its beacon, and refunds its tickets. */
    record VoidRound(String game, long round) implements Order {
        @Override
        public Kind kind() {
            return Kind.VOID_ROUND;
        }
    }

    /**
     * Corrects what a settled bet was paid.
     *
     * @param index of the bet in its ticket, from 0
     * @param amount above 0: the player is paid; below 0: it is taken back
     */
    record AdjustBet(String operator, String ticket, int index, long amount, String currency)
            implements Order {
        @Override
        public Kind kind() {
            return Kind.ADJUST_BET;
        }
    }

    /**
     * Pays a player at the house's cost, without a bet.
     *
     * @param player as its operator names it
     * @param amount above 0
     */
    record PayPromotion(String operator, String player, long amount, String currency)
            implements Order {
        @Override
        public Kind kind() {
            return Kind.PAY_PROMOTION;
        }
    }

    /**
     * Books a payment.
     *
     * @param amount above 0: the operator paid the house; below 0: the house paid the operator
     */
    record BookPayment(String operator, String currency, long amount) implements Order {
        @Override
        public Kind kind() {
            return Kind.BOOK_PAYMENT;
        }
    }

    /**
     * Closes an entry of the manual queue and retires its transaction for ever.
     *
     * @param operatorTransaction the operator's own transaction that settled it
     */
    record CloseParked(String transaction, String operatorTransaction) implements Order {
        @Override
        public Kind kind() {
            return Kind.CLOSE_PARKED;
        }
    }
}
