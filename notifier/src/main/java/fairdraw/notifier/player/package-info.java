/** Who may see a player's own events. */
@NullMarked
package fairdraw.notifier.player;

import org.jspecify.annotations.NullMarked;
