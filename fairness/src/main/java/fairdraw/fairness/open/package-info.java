/** Rounds that open, and rounds that never do. */
@NullMarked
package fairdraw.fairness.open;

import org.jspecify.annotations.NullMarked;
