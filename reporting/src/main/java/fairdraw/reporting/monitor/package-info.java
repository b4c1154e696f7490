/** Does what was paid and drawn look like chance; asked over a day, 30 days and for life. */
@NullMarked
package fairdraw.reporting.monitor;

import org.jspecify.annotations.NullMarked;
