/** What the tests of the kit share. */
@NullMarked
package fairdraw.operatorkit;

import org.jspecify.annotations.NullMarked;
