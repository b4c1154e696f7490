package fairdraw.engine.game;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;

/**
 * A game as it is registered on the chain; it never changes (spec 4.3).
 *
 * @param devSource whether the beacon is a development one, which the house can predict
 */
public record GameTerms(
        String game,
        Bytes gameId,
        long chainId,
        Bytes contract,
        Domain domain,
        boolean devSource,
        OutcomeSpace space,
        Schedule schedule) {

    /** Time for the wallet's answers between the end of reservations and the cut-off. */
    public static final long CONFIRM_AFTER_CLOSE_MS = 400;

    /** Refuses a domain of another chain, contract or game. */
    public GameTerms {
        if (!Domain.of(chainId, contract, gameId).equals(domain)) {
            throw new IllegalArgumentException("the domain of " + game + " is of another game");
        }
    }
}
