/**
 * The verifier {@code fairdraw-verify}: recomputes a round from the chain and the public record.
 */
@NullMarked
package fairdraw.pf1.verify;

import org.jspecify.annotations.NullMarked;
