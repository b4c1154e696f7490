/** Corrections of rounds and money that two persons approved. */
@NullMarked
package fairdraw.engine.correction;

import org.jspecify.annotations.NullMarked;
