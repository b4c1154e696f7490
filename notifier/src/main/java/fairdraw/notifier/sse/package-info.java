/** The feed as server-sent events. */
@NullMarked
package fairdraw.notifier.sse;

import org.jspecify.annotations.NullMarked;
