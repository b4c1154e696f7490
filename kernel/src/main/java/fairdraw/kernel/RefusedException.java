package fairdraw.kernel;

/** Carries a {@link Refusal} through a framework to the edge, where it becomes an answer. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /** Wraps the refusal; no stack trace, since nothing broke. */
    public RefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /** What was refused. */
    public Refusal refusal() {
        return refusal;
    }
}
