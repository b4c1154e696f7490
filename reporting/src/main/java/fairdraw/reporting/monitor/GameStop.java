package fairdraw.reporting.monitor;

import java.time.Instant;

/**
 * A game that cannot be chance any more.
 *
 * @param since when a person resumed it last; the epoch when nobody did
 * @param cause for people
 */
record GameStop(String game, Instant since, String cause) {}
