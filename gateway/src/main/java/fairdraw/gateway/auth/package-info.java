/** Who calls: keys, signatures and replays of operators, and who may call what. */
@NullMarked
package fairdraw.gateway.auth;

import org.jspecify.annotations.NullMarked;
