/** Who asks, and what it may see. */
@NullMarked
package fairdraw.reporting.access;

import org.jspecify.annotations.NullMarked;
