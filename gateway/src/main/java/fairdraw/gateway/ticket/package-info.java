/** Tickets: reserve, debit, confirm; and what became of them. */
@NullMarked
package fairdraw.gateway.ticket;

import org.jspecify.annotations.NullMarked;
