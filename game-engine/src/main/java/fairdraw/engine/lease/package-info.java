/** Which replica owns a game, and the fence that keeps every other one from writing. */
@NullMarked
package fairdraw.engine.lease;

import org.jspecify.annotations.NullMarked;
