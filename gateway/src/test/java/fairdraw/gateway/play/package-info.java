/** The hosted game page. */
@NullMarked
package fairdraw.gateway.play;

import org.jspecify.annotations.NullMarked;
