/** Facts as they come from Kafka, each counted once. */
@NullMarked
package fairdraw.reporting.feed;

import org.jspecify.annotations.NullMarked;
