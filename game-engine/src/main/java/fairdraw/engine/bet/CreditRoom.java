package fairdraw.engine.bet;

import fairdraw.engine.config.Credit;
import fairdraw.engine.config.Party;
import java.util.HashMap;
import java.util.Map;

/**
 * What operators with a bound owe while one group is decided: their balance and every stake that is
 * not settled, of all games. Read under a lock that the group's transaction holds, so that no other
 * game stakes the same credit. Not safe for several threads.
 */
final class CreditRoom {

    private final Map<Party, Long> owed;

    /** Of what each party with a bound owes, minor units. */
    CreditRoom(Map<Party, Long> owed) {
        this.owed = new HashMap<>(owed);
    }

    /** Holds the stake if the credit reaches for it. */
    boolean take(Party party, Credit credit, long stake) {
        var before = owed.get(party);
        if (before == null) {
            throw new IllegalStateException("the credit of " + party + " was not read");
        }
        if (stake > credit.left(before)) {
            return false;
        }
        owed.put(party, Math.addExact(before, stake));
        return true;
    }

    /** A stake is no longer held. */
    void giveBack(Party party, long stake) {
        owed.computeIfPresent(party, (_, before) -> Math.subtractExact(before, stake));
    }
}
