/** The gateway on real parts; the engine and the operators' wallets are played by the tests. */
@NullMarked
package fairdraw.gateway;

import org.jspecify.annotations.NullMarked;
