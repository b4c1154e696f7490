package fairdraw.pf1;

/** Data from elsewhere that does not have the form it must have, and the field that is wrong. */
public final class MalformedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String field;

    public MalformedException(String field, String reason) {
        super(field.isEmpty() ? reason : field + ": " + reason);
        this.field = field;
    }

    /** Path of the field with dots; empty for the whole. */
    public String field() {
        return field;
    }
}
