/** Games that were stopped, and the admins who let them go on. */
@NullMarked
package fairdraw.backoffice.halt;

import org.jspecify.annotations.NullMarked;
