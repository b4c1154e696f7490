/** The only shared infrastructure: money, ids, refusals, problems, signatures, outbox, clock. */
@NullMarked
package fairdraw.kernel;

import org.jspecify.annotations.NullMarked;
