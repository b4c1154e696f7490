/** Three-way reconciliation: our books, our calls and the operator's own list (spec 5). */
@NullMarked
package fairdraw.reporting.reconcile;

import org.jspecify.annotations.NullMarked;
