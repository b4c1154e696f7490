package fairdraw.engine.ticket;

import fairdraw.engine.config.Party;
import fairdraw.pf1.Bytes;

/**
 * An accepted bet as far as the book of its round has to know it.
 *
 * @param sequence leaf index
 * @param free whether the stake is nominal
 * @param stake minor units
 */
public record StoredBet(
        long sequence,
        Party party,
        String player,
        boolean free,
        String market,
        String selection,
        long stake,
        Bytes leaf) {}
