package fairdraw.fairness.chain;

/** Two nodes show different chains: whom to believe is for people to find out. */
public final class ChainDisagreement extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChainDisagreement(String message) {
        super(message);
    }
}
