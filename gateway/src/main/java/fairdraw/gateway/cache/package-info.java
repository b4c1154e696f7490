/** Redis where it is there, and a quick no where it is not. */
@NullMarked
package fairdraw.gateway.cache;

import org.jspecify.annotations.NullMarked;
