/**
 * One machine with the real parts: PostgreSQL, Redis, Kafka, Keycloak, a chain, a beacon, all
 * services.
 */
@NullMarked
package fairdraw.stack;

import org.jspecify.annotations.NullMarked;
