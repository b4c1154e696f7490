/** What operators and we report to each other: statements of the operator's own books. */
@NullMarked
package fairdraw.gateway.report;

import org.jspecify.annotations.NullMarked;
