/** Measures the platform from outside, in one run with a limit of the same machine (spec 7). */
@NullMarked
package fairdraw.bench;

import org.jspecify.annotations.NullMarked;
