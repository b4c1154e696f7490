package fairdraw.gateway.wallet;

/** The call was not made: the operator's breaker is open or its share of calls is used up. */
public final class WalletBusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WalletBusyException(String operator, Throwable cause) {
        super("the wallet of " + operator + " gets no call now", cause);
    }
}
