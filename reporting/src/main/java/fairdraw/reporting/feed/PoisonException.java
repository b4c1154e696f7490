package fairdraw.reporting.feed;

/** An event that can never be taken: it goes to the dead-letter topic with this as its cause. */
final class PoisonException extends Exception {

    private static final long serialVersionUID = 1;

    PoisonException(String cause) {
        super(cause);
    }
}
