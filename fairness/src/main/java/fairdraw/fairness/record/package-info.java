/** What is published about a finished round. */
@NullMarked
package fairdraw.fairness.record;

import org.jspecify.annotations.NullMarked;
