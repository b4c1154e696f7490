/** Sessions of players: opened by operators, sliding, revocable at once. */
@NullMarked
package fairdraw.gateway.session;

import org.jspecify.annotations.NullMarked;
