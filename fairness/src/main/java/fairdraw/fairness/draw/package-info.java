/** The one computation of a round's numbers. */
@NullMarked
package fairdraw.fairness.draw;

import org.jspecify.annotations.NullMarked;
