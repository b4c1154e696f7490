package fairdraw.gateway.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint under {@code /v1}. One without this is closed to everybody. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {

    /** The kinds of callers that may. */
    Who[] value();

    /** Kinds of callers. */
    enum Who {
        EVERYONE,
        OPERATOR,
        PLAYER
    }
}
