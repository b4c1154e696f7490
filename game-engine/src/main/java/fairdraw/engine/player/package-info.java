/** The players that operators sent. */
@NullMarked
package fairdraw.engine.player;

import org.jspecify.annotations.NullMarked;
