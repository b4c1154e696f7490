/** Games that were stopped, and the persons who let them go on. */
@NullMarked
package fairdraw.engine.halt;

import org.jspecify.annotations.NullMarked;
