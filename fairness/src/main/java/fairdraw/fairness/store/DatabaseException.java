package fairdraw.fairness.store;

import org.jspecify.annotations.Nullable;

/** The database refused a statement, or did not answer in time. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseException(@Nullable Throwable cause) {
        super(cause == null ? "no answer" : cause.getMessage(), cause);
    }
}
