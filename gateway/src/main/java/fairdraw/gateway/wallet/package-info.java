/** Signed calls to operators' wallets and their three outcomes. */
@NullMarked
package fairdraw.gateway.wallet;

import org.jspecify.annotations.NullMarked;
