/** What two persons decided, each once. */
@NullMarked
package fairdraw.engine.approval;

import org.jspecify.annotations.NullMarked;
