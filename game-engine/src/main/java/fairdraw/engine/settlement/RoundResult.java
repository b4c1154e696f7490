package fairdraw.engine.settlement;

import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;

/**
 * A drawn round as its settlement sees it.
 *
 * @param outcome 0..M-1
 * @param table the payout table that the round opened with
 */
public record RoundResult(
        String game, long round, long openAtMs, int outcome, PayoutTable table, Bytes tableHash) {}
