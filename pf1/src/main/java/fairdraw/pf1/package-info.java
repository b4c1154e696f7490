/** Protocol PF1: how a round's numbers follow from public data, and how anyone checks it. */
@NullMarked
package fairdraw.pf1;

import org.jspecify.annotations.NullMarked;
