/** What each operator may do: the engine's own copy, fed by the backoffice. */
@NullMarked
package fairdraw.engine.config;

import org.jspecify.annotations.NullMarked;
