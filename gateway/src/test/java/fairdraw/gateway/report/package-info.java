/** Tests of statements. */
@NullMarked
package fairdraw.gateway.report;

import org.jspecify.annotations.NullMarked;
