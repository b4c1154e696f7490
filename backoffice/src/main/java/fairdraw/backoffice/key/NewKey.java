package fairdraw.backoffice.key;

/**
 * A key just made, with the only sight of its secret.
 *
 * @param secret {@code whsec_} and base64
 */
public record NewKey(OperatorKeyView key, String secret) {

    /** Leaves the secret out, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewKey[" + key + "]";
    }
}
