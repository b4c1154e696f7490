/** Batches of seeds: created ahead, committed, found final, closed. */
@NullMarked
package fairdraw.fairness.batch;

import org.jspecify.annotations.NullMarked;
