/** How often an operator or a player may call. */
@NullMarked
package fairdraw.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
