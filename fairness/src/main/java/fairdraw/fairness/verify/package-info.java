/** The verifier page, served beside the publications that it reads. */
@NullMarked
package fairdraw.fairness.verify;

import org.jspecify.annotations.NullMarked;
