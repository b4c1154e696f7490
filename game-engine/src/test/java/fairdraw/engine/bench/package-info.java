/**
 * The engine's own benchmarks: real parts, a clock that waits, a limit measured in the same run.
 */
@NullMarked
package fairdraw.engine.bench;

import org.jspecify.annotations.NullMarked;
