/** Operators: what they may bet, where, in which currency, and who may change it. */
@NullMarked
package fairdraw.backoffice.operator;

import org.jspecify.annotations.NullMarked;
