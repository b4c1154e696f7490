/** The games: what they are for ever, and how they come onto the chain. */
@NullMarked
package fairdraw.fairness.game;

import org.jspecify.annotations.NullMarked;
