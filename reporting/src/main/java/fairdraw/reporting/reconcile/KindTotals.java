package fairdraw.reporting.reconcile;

/**
 * The totals of one kind of transaction on three sides, by the day that it was ordered on.
 *
 * @param kind DEBIT, CREDIT, ROLLBACK, ADJUSTMENT or PROMOTION
 * @param booked ordered by the engine
 * @param told applied by the gateway's delivery log
 * @param stated moved by the operator's own list
 * @param postedLater of {@code stated}: what the wallet moved on a later day
 */
public record KindTotals(String kind, Total booked, Total told, Total stated, Total postedLater) {}
