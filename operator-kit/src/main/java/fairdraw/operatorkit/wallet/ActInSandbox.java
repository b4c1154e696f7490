package fairdraw.operatorkit.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Does to a test player what the wallet tester asks a sandbox for, and no call of the house does.
 */
@ApplicationScoped
class ActInSandbox {

    /** {@code free-bet ID STAKE CURRENCY GAME}. */
    private static final Pattern FREE_BET =
            Pattern.compile("free-bet ([a-z0-9-]{1,64}) ([0-9]{1,9}) ([A-Z]{3}) ([a-z0-9-]{1,40})");

    private final PgWallet wallet;
    private final PgFreeBets freeBets;
    private final InstantSource clock;
    private final boolean sandbox;

    ActInSandbox(
            PgWallet wallet,
            PgFreeBets freeBets,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.wallet.sandbox") boolean sandbox) {
        this.wallet = wallet;
        this.freeBets = freeBets;
        this.clock = clock;
        this.sandbox = sandbox;
    }

    /** Whether it was done; nothing is outside a sandbox. */
    boolean act(String player, String action) {
        return sandbox
                && switch (action) {
                    case "block" -> wallet.block(player, true);
                    case "unblock" -> wallet.block(player, false);
                    case "end-session" -> {
                        wallet.endSessions(player);
                        yield true;
                    }
                    // Debits here do not ask for a session.
                    case "start-session" -> true;
                    default -> grant(player, action);
                };
    }

    private boolean grant(String player, String action) {
        var asked = FREE_BET.matcher(action);
        return asked.matches()
                && freeBets.grant(
                        new FreeBet(
                                asked.group(1),
                                player,
                                asked.group(3),
                                asked.group(4),
                                Long.parseLong(asked.group(2)),
                                false),
                        clock.instant());
    }
}
