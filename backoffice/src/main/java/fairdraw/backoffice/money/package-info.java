/** Money that people look after: balances of operators, what is stuck, and what is corrected. */
@NullMarked
package fairdraw.backoffice.money;

import org.jspecify.annotations.NullMarked;
