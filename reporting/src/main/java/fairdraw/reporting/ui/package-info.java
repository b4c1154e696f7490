/** The pages of reporting, drawn on the server. */
@NullMarked
package fairdraw.reporting.ui;

import org.jspecify.annotations.NullMarked;
