/** The append-only, hash-chained log of who changed what. */
@NullMarked
package fairdraw.backoffice.audit;

import org.jspecify.annotations.NullMarked;
