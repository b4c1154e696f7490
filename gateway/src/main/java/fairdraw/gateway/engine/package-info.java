/** The way to the game engine: its replicas, the owner of a game, deadlines. */
@NullMarked
package fairdraw.gateway.engine;

import org.jspecify.annotations.NullMarked;
