package fairdraw.backoffice.halt;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stop of a game.
 *
 * @param cause why, for people
 * @param resumedBy subject of the admin who let it go on; null while it stands, with what follows
 */
public record HaltView(
        UUID id,
        String game,
        String cause,
        Instant at,
        @Nullable String resumedBy,
        @Nullable String resumedBecause,
        @Nullable Instant resumedAt) {

    /** Whether no round of the game opens for it. */
    public boolean getStands() {
        return resumedAt == null;
    }
}
