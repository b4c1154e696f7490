package fairdraw.engine.ledger;

import java.math.BigDecimal;

/**
 * An account whose balance is not what tickets, settlements and rounds add up to.
 *
 * @param account its name, or {@code trial balance} when a party's accounts do not sum to zero
 * @param booked what the ledger says, minor units, debits less credits
 * @param counted what it should be
 */
record DriftedAccount(
        String operator,
        String currency,
        String mode,
        String account,
        BigDecimal booked,
        BigDecimal counted) {}
