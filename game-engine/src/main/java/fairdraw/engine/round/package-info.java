/** The 10-second clock: rounds as states, their owner's loop and what may be asked about them. */
@NullMarked
package fairdraw.engine.round;

import org.jspecify.annotations.NullMarked;
