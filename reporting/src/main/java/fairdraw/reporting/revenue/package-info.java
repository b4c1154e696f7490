/** Stakes, payouts and gross gaming revenue by time, operator, game and market. */
@NullMarked
package fairdraw.reporting.revenue;

import org.jspecify.annotations.NullMarked;
