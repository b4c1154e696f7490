/** Tests of auth. */
@NullMarked
package fairdraw.gateway.auth;

import org.jspecify.annotations.NullMarked;
