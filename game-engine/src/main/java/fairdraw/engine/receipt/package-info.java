/** What the house signs about accepted bets: records, leaves, chained heads, receipts, proofs. */
@NullMarked
package fairdraw.engine.receipt;

import org.jspecify.annotations.NullMarked;
