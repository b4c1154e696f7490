/** What is owed to wallets: the queue, its order and retries, the delivery log. */
@NullMarked
package fairdraw.gateway.delivery;

import org.jspecify.annotations.NullMarked;
