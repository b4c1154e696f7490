package fairdraw.gateway.wallet;

/** The calls that we make to an operator's wallet (spec 5). */
public enum WalletCall {
    DEBIT("debit"),
    BALANCE("balance"),
    CREDIT("credit"),
    ROLLBACK("rollback"),
    ROUND_SEALED("round-sealed"),
    ROUND_CLOSE("round-close"),
    ADJUSTMENT("adjustment"),
    PROMOTION("promotion"),
    TRANSACTIONS("transactions");

    private final String path;

    WalletCall(String path) {
        this.path = path;
    }

    /** The last part of its address, and its name in the catalogue. */
    public String path() {
        return path;
    }
}
