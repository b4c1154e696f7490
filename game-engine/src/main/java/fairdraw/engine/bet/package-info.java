/** Tickets and their bets: reserve, confirm, decline, expire, receipts and proofs. */
@NullMarked
package fairdraw.engine.bet;

import org.jspecify.annotations.NullMarked;
