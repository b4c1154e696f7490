/** Calls to a wallet and what came back, over a network that fails as it is told to. */
@NullMarked
package fairdraw.operatorkit.tester.wire;

import org.jspecify.annotations.NullMarked;
