/** Provable fairness (spec 4): commit, seal, draw, reveal. */
@NullMarked
package fairdraw.fairness;

import org.jspecify.annotations.NullMarked;
