package fairdraw.engine.round;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Domain;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;

/**
 * A game as it is registered on the chain; it never changes (spec 4.3).
 *
 * @param devSource whether the beacon is a development one, which the house can predict
 */
record GameTerms(
        String game,
        Bytes gameId,
        long chainId,
        Bytes contract,
        Domain domain,
        boolean devSource,
        OutcomeSpace space,
        Schedule schedule) {

    GameTerms {
        if (!Domain.of(chainId, contract, gameId).equals(domain)) {
            throw new IllegalArgumentException("the domain of " + game + " is of another game");
        }
    }
}
