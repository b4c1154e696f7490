package fairdraw.fairness.game;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** The games to register, by slug. A change here of a registered game changes nothing. */
@ConfigMapping(prefix = "fairdraw.games")
interface GameSettings {

    @WithParentName
    Map<String, GameRules> games();

    /** What a game draws, and its clock. */
    interface GameRules {

        /** DIGITS or COMBINATION. */
        String kind();

        Map<String, Long> parameters();

        /** From one opening to the next. */
        Duration period();

        /** From the opening to the close of betting. */
        Duration bet();

        /** From the close of betting to the earliest time of the beacon. */
        Duration gap();
    }
}
