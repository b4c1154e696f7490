package fairdraw.reporting.reconcile;

/** How many transactions differ for one cause, and the sum of their amounts. */
public record CauseTotal(Cause cause, Total total) {}
