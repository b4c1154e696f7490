/** What waits for people: the manual queue of the backoffice. */
@NullMarked
package fairdraw.gateway.parked;

import org.jspecify.annotations.NullMarked;
