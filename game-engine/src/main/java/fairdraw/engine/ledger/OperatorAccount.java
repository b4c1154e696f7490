package fairdraw.engine.ledger;

import fairdraw.engine.config.Party;

/**
 * What an operator owes the house in one currency, in minor units.
 *
 * @param owed by settled rounds, less what was paid; below 0 when it has paid ahead
 * @param held stakes of rounds that are not settled
 */
public record OperatorAccount(Party party, long owed, long held) {}
