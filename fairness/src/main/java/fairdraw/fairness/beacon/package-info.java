/** The public randomness: fetched, verified, kept, passed on. */
@NullMarked
package fairdraw.fairness.beacon;

import org.jspecify.annotations.NullMarked;
