/** What a ticket is in each of its states, how it is stored, shown and told to others. */
@NullMarked
package fairdraw.engine.ticket;

import org.jspecify.annotations.NullMarked;
