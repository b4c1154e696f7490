package fairdraw.reporting.reconcile;

import java.math.BigInteger;

/**
 * How many, and how much in minor units.
 *
 * @param count transactions
 * @param amount their sum
 */
public record Total(long count, BigInteger amount) {}
