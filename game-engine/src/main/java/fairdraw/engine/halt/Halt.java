package fairdraw.engine.halt;

import java.util.Optional;
import java.util.UUID;

/**
 * A stop of a game.
 *
 * @param cause for people
 * @param resumption empty while no round of the game opens for it
 */
record Halt(UUID id, String game, String cause, long atMs, Optional<Resumption> resumption) {

    /** Who let it go on, and why. */
    record Resumption(String by, String reason, long atMs) {}

    Halt resumed(Resumption by) {
        return new Halt(id, game, cause, atMs, Optional.of(by));
    }
}
