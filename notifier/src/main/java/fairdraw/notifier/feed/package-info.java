/** The events of a game on their way from Kafka to whoever follows it. */
@NullMarked
package fairdraw.notifier.feed;

import org.jspecify.annotations.NullMarked;
