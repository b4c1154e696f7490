/** The set of bets of a round, fixed before the beacon. */
@NullMarked
package fairdraw.fairness.seal;

import org.jspecify.annotations.NullMarked;
