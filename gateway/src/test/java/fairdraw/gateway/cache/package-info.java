/** Tests of the way to Redis. */
@NullMarked
package fairdraw.gateway.cache;

import org.jspecify.annotations.NullMarked;
