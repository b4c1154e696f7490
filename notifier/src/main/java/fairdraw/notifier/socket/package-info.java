/** The feed over WebSocket. */
@NullMarked
package fairdraw.notifier.socket;

import org.jspecify.annotations.NullMarked;
