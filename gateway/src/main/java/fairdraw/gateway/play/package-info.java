/** The hosted game page: its files, its settings and what it tells the browser. */
@NullMarked
package fairdraw.gateway.play;

import org.jspecify.annotations.NullMarked;
