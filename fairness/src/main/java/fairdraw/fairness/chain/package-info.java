/** The contract: what is written to it, in which order, and what is read back as final. */
@NullMarked
package fairdraw.fairness.chain;

import org.jspecify.annotations.NullMarked;
