/** Tests of ratelimit. */
@NullMarked
package fairdraw.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
