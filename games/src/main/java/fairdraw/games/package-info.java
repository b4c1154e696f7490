/** Games, markets, payout tables and exposure: exact mathematics over a finite outcome space. */
@NullMarked
package fairdraw.games;

import org.jspecify.annotations.NullMarked;
