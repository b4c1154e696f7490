/** What every request must satisfy before a feature sees it: bounds, strict JSON, fields. */
@NullMarked
package fairdraw.gateway.input;

import org.jspecify.annotations.NullMarked;
