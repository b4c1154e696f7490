/** Checks of the contracts. */
@NullMarked
package fairdraw.proto;

import org.jspecify.annotations.NullMarked;
