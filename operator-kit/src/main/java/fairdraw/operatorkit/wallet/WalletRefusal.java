package fairdraw.operatorkit.wallet;

/** Why the wallet does not do what it was asked: the code, its HTTP status and a sentence. */
enum WalletRefusal {
    MALFORMED(400, "The body is not the JSON of this call."),
    SIGNATURE_INVALID(401, "The signature does not fit the body, or its time is too far off."),
    INSUFFICIENT_FUNDS(402, "The player has not enough money."),
    PLAYER_BLOCKED(403, "The player may not bet."),
    PLAYER_UNKNOWN(404, "There is no such player with an account in this currency."),
    TRANSACTION_UNKNOWN(404, "There is no such debit."),
    FREE_BET_UNKNOWN(404, "The player has no such free bet."),
    FREE_BET_USED(409, "The free bet was played before."),
    FREE_BET_MISMATCH(422, "The free bet is for another game, currency or stake."),
    ROLLED_BACK(409, "The debit was rolled back, and that is final."),
    ALREADY_SETTLED(409, "The debit was credited: it cannot be rolled back."),
    SEALED_OTHERWISE(409, "The round was sealed with something else before; both are kept."),
    EXPIRED(410, "The debit came after its expires_at."),
    DUPLICATE_MISMATCH(422, "This id, or this bet, stands for something else already.");

    private final int status;
    private final String sentence;

    WalletRefusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** HTTP status, 400..422. */
    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }
}
