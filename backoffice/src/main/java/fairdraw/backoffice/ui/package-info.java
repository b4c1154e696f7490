/** The pages of the backoffice, drawn on the server. */
@NullMarked
package fairdraw.backoffice.ui;

import org.jspecify.annotations.NullMarked;
