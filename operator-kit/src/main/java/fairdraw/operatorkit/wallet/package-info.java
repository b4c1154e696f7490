/** The reference wallet: durable balances and what a wallet must do with each call (spec 5). */
@NullMarked
package fairdraw.operatorkit.wallet;

import org.jspecify.annotations.NullMarked;
