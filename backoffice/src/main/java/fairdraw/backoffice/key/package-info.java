/** Keys of operators, which the gateway owns. */
@NullMarked
package fairdraw.backoffice.key;

import org.jspecify.annotations.NullMarked;
