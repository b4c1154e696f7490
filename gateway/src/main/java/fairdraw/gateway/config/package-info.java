/** This replica's copy of what the backoffice says about operators. */
@NullMarked
package fairdraw.gateway.config;

import org.jspecify.annotations.NullMarked;
