package fairdraw.reporting.feed;

/** An event that can never be taken: it goes to the dead-letter topic with this as its cause. */
public final class PoisonException extends Exception {

    private static final long serialVersionUID = 1;

    /** With the reason that the dead letter carries. */
    public PoisonException(String cause) {
        super(cause);
    }
}
