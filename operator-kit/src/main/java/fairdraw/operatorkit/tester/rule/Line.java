package fairdraw.operatorkit.tester.rule;

/**
 * A transaction as both sides must have it.
 *
 * @param amount minor units
 * @param moved false for a rollback that found nothing to give back
 * @param operatorTransaction the wallet's own id; empty when it gave none
 */
record Line(
        String transaction,
        String kind,
        String player,
        String ticket,
        String game,
        String roundId,
        String currency,
        String mode,
        long amount,
        boolean moved,
        String operatorTransaction) {

    /** What it belongs to: its ticket, or itself where it has none. */
    String key() {
        return ticket.isEmpty() ? transaction : ticket;
    }

    /** What it does to the balance. */
    long effect() {
        if (!moved) {
            return 0;
        }
        return kind.equals("DEBIT") ? -amount : amount;
    }
}
