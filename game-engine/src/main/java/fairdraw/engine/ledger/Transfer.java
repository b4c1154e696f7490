package fairdraw.engine.ledger;

import fairdraw.engine.config.Party;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One immutable row of the ledger: an amount that moves from one account to another of the same
 * party. The caller names it, so that writing it twice is success.
 *
 * @param pending the hold that a POSTED or VOIDED transfer ends
 * @param amount minor units, above 0
 * @param game whose round it belongs to; empty for a payment, which belongs to none
 * @param bet index of the bet that a credit or an adjustment is for
 * @param due the transfer that a delivery ends
 */
public record Transfer(
        UUID id,
        Phase phase,
        Optional<UUID> pending,
        Account debit,
        Account credit,
        Party party,
        long amount,
        String game,
        long round,
        Optional<UUID> ticket,
        OptionalInt bet,
        Optional<UUID> due,
        long atMs) {

    /** What a transfer is: a hold, a movement, or the end of a hold without movement. */
    public enum Phase {
        PENDING,
        POSTED,
        VOIDED
    }

    /** Both sides of the line. */
    public Transfer {
        if (amount <= 0 || debit == credit) {
            throw new IllegalArgumentException(debit + " to " + credit + ": " + amount);
        }
        if (phase == Phase.VOIDED && pending.isEmpty()
                || phase == Phase.PENDING && pending.isPresent()) {
            throw new IllegalArgumentException(phase + " with the hold " + pending);
        }
    }
}
