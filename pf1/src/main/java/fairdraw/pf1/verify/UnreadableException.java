package fairdraw.pf1.verify;

/** Something public could not be read, so that nothing can be said about the round. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableException(String words) {
        super(words);
    }

    UnreadableException(String words, Throwable cause) {
        super(words, cause);
    }
}
