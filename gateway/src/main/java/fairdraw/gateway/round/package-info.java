/** Games and rounds as everyone may read them. */
@NullMarked
package fairdraw.gateway.round;

import org.jspecify.annotations.NullMarked;
