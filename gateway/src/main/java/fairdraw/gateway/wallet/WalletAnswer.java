package fairdraw.gateway.wallet;

import java.util.OptionalLong;

/** What a call to a wallet came to: three outcomes, no fourth (spec 5). */
public sealed interface WalletAnswer {

    /** APPLIED, NOT_APPLIED or UNKNOWN, as the delivery log names it. */
    default String outcome() {
        return switch (this) {
            case Applied applied -> "APPLIED";
            case NotApplied not -> "NOT_APPLIED";
            case Unknown unknown -> "UNKNOWN";
        };
    }

    /** The code or cause, empty when applied. */
    default String code() {
        return switch (this) {
            case Applied applied -> "";
            case NotApplied not -> not.code();
            case Unknown unknown -> unknown.cause().name();
        };
    }

    /**
     * The movement is there.
     *
     * @param operatorTransaction the operator's own id, empty when it gave none
     * @param balance minor units after it, when the operator told
     */
    record Applied(String operatorTransaction, OptionalLong balance) implements WalletAnswer {}

    /**
     * The movement was definitely not made.
     *
     * @param code of the catalogue
     */
    record NotApplied(String code) implements WalletAnswer {}

    /** Nobody can say whether the movement was made. */
    record Unknown(Cause cause) implements WalletAnswer {}

    /** Why it is unknown. */
    enum Cause {
        TIMEOUT,
        /** An answer came after we had given up: it is kept as evidence and decides nothing. */
        LATE,
        CONNECTION_REFUSED,
        CONNECTION_LOST,
        ADDRESS_REFUSED,
        STATUS,
        REDIRECT,
        BODY_TOO_LARGE,
        NOT_JSON,
        WRONG_ECHO,
        CODE_UNKNOWN,
        NO_KEY,
        /** The process that made the call died before it wrote what came of it. */
        NOT_LOGGED
    }
}
