package fairdraw.notifier.player;

import java.time.Instant;

/**
 * A player with a session.
 *
 * @param operator slug
 * @param id of the player, unique within the operator
 * @param game the session is for
 * @param session id
 * @param until the session holds; it sees nothing from then on
 */
public record Player(String operator, String id, String game, String session, Instant until) {

    /** What tells this player from any other of the platform. */
    public String key() {
        return key(operator, id);
    }

    /** As {@link #key()}; an operator's slug has no slash. */
    public static String key(String operator, String player) {
        return operator + "/" + player;
    }
}
