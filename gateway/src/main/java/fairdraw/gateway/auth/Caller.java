package fairdraw.gateway.auth;

import java.util.UUID;

/** Who calls, proven: an operator's server by its signature or a player by the session's token. */
public sealed interface Caller {

    /** The operator that calls, or whose player calls. */
    String operator();

    /**
     * An operator's server.
     *
     * @param key the key that signed
     */
    record OperatorCaller(String operator, String key) implements Caller {}

    /**
     * A player inside one live session.
     *
     * @param session id of the session
     * @param currency ISO 4217 code that the session plays in
     * @param mode REAL or TEST
     */
    record PlayerCaller(
            String operator, String player, UUID session, String currency, String game, String mode)
            implements Caller {}
}
