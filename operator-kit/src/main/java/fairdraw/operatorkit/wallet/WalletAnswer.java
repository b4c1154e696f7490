package fairdraw.operatorkit.wallet;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wallet's answer to a call about a debit. */
sealed interface WalletAnswer {

    /**
     * Done, now or at an earlier copy of the call.
     *
     * @param transactionId echo of the caller's id
     * @param operatorTransactionId our own id of it, the same at every copy
     * @param balance minor units after it; null when the player has no account here
     * @param applied whether it moved money
     */
    record Done(
            String transactionId,
            UUID operatorTransactionId,
            @Nullable Long balance,
            boolean applied)
            implements WalletAnswer {}

    /** Turned down: nothing moved. */
    record Refused(WalletRefusal code) implements WalletAnswer {}
}
