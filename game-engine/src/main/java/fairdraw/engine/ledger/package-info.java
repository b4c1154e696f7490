/** Append-only double entry and what the wallets delivered. */
@NullMarked
package fairdraw.engine.ledger;

import org.jspecify.annotations.NullMarked;
