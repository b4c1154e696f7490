/** The service's way to its database. */
@NullMarked
package fairdraw.fairness.store;

import org.jspecify.annotations.NullMarked;
