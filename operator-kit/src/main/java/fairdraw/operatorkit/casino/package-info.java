/** A small casino site: sign in as a demo player and play in the embedded game page. */
@NullMarked
package fairdraw.operatorkit.casino;

import org.jspecify.annotations.NullMarked;
