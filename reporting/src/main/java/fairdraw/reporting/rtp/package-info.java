/** Measured against theoretical RTP, with its interval. */
@NullMarked
package fairdraw.reporting.rtp;

import org.jspecify.annotations.NullMarked;
