/** Winners, payouts and the figures of a round. */
@NullMarked
package fairdraw.engine.settlement;

import org.jspecify.annotations.NullMarked;
