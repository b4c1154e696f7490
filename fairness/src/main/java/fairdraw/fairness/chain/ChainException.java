package fairdraw.fairness.chain;

import org.jspecify.annotations.Nullable;

/** The node cannot be reached, or answered with an error that no caller expects. */
public final class ChainException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
