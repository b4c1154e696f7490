package fairdraw.engine.receipt;

import fairdraw.pf1.Bytes;

/**
 * The place of an accepted bet in its round.
 *
 * @param sequence leaf index, gapless from 0
 * @param head H(head before || leaf)
 * @param record canonical JSON of the bet record
 */
public record BetEntry(long sequence, Bytes salt, Bytes leaf, Bytes head, String record) {}
