/** Who calls, in which role, and what the role may do. */
@NullMarked
package fairdraw.backoffice.access;

import org.jspecify.annotations.NullMarked;
