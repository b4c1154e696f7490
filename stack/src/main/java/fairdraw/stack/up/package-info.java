/** {@code ./dev up}: the whole platform on one machine as supervised processes. */
@NullMarked
package fairdraw.stack.up;

import org.jspecify.annotations.NullMarked;
