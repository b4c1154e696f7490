package fairdraw.engine.round;

import fairdraw.pf1.Bytes;

/**
 * What fairness signed about the fixed set.
 *
 * @param late whether it came at or after the beacon's time; the record says so
 */
record Seal(long sealedAtMs, String text, Bytes signature, boolean late) {}
