/** What the house can lose on a round, exactly. */
@NullMarked
package fairdraw.engine.exposure;

import org.jspecify.annotations.NullMarked;
