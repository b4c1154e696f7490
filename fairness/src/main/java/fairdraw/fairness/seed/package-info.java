/** Masters: drawn, encrypted at rest, decrypted for one use with a trace. */
@NullMarked
package fairdraw.fairness.seed;

import org.jspecify.annotations.NullMarked;
