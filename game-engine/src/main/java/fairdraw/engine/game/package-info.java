/** The games that are registered on the chain, and the payout tables that rounds open with. */
@NullMarked
package fairdraw.engine.game;

import org.jspecify.annotations.NullMarked;
