/** The whole platform from outside, as an operator, a player, an admin and an auditor see it. */
@NullMarked
package fairdraw.e2e;

import org.jspecify.annotations.NullMarked;
