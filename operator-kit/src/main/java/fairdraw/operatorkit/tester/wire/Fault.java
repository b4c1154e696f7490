package fairdraw.operatorkit.tester.wire;

/** What the network does to one call on its way. */
public enum Fault {
    NONE,
    /** The call never arrives, and the caller's connection breaks. */
    LOSE_CALL,
    /** The call arrives and is answered, but the answer never comes back. */
    LOSE_ANSWER,
    /** The caller's connection breaks; the call arrives when it is released. */
    HOLD,
    /** The call arrives twice, at the same moment. */
    TWICE,
    /** The call arrives ten times, at the same moment. */
    TEN_TIMES,
    /** One byte of the body is another one. */
    CHANGE_BODY,
    /** One character of the signature is another one. */
    CHANGE_SIGNATURE,
    /** Half of the body arrives, then the connection breaks. */
    CUT_BODY,
    /** The body arrives in two halves with a pause between them. */
    SLOW_BODY;

    int copies() {
        return switch (this) {
            case TWICE -> 2;
            case TEN_TIMES -> 10;
            case NONE,
                    LOSE_CALL,
                    LOSE_ANSWER,
                    HOLD,
                    CHANGE_BODY,
                    CHANGE_SIGNATURE,
                    CUT_BODY,
                    SLOW_BODY ->
                    1;
        };
    }
}
