/** Events that leave with the transaction that made them; the kernel's publisher sends them. */
@NullMarked
package fairdraw.backoffice.outbox;

import org.jspecify.annotations.NullMarked;
