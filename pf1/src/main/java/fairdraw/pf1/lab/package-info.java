/** What a test laboratory asks for: the stamp of the source, raw output, scaled draws, manifest. */
@NullMarked
package fairdraw.pf1.lab;

import org.jspecify.annotations.NullMarked;
