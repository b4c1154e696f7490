/** Payout tables with their exact figures, read only. */
@NullMarked
package fairdraw.backoffice.payout;

import org.jspecify.annotations.NullMarked;
