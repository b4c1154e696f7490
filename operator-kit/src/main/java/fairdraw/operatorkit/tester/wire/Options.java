package fairdraw.operatorkit.tester.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is tested and with what.
 *
 * @param url base address of the wallet; the calls are below it
 * @param secrets {@code whsec_} secrets that the wallet takes, the newest first
 * @param player a test player with money
 * @param otherPlayer a second one with an account in the same currency
 * @param mode REAL or TEST, as tickets carry it
 * @param hook a shell command or an address that blocks and unblocks the player
 * @param memory how long a transaction must be remembered at least before it is sent again
 */
public record Options(
        URI url,
        List<String> secrets,
        String player,
        Optional<String> otherPlayer,
        String currency,
        String game,
        String mode,
        Optional<String> hook,
        Duration memory) {

    /** Minor units that the player must have, so that the tester can bet. */
    public static final long BALANCE_MIN = 1_000;
}
