/** Two persons: what one asks for, another one decides. */
@NullMarked
package fairdraw.backoffice.approval;

import org.jspecify.annotations.NullMarked;
