/** Tests of wallet. */
@NullMarked
package fairdraw.gateway.wallet;

import org.jspecify.annotations.NullMarked;
