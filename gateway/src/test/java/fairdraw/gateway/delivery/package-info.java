/** Tests of delivery. */
@NullMarked
package fairdraw.gateway.delivery;

import org.jspecify.annotations.NullMarked;
