package fairdraw.engine.exposure;

import fairdraw.engine.config.Party;
import fairdraw.games.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accepted bets of a round, summed by selection: what is stored at the seal, and equals a
 * rebuild from the bets. Grows with selections, not with bets. Not safe for several threads.
 */
public final class SealedExposure {

    private final Map<Key, Sum> sums = new HashMap<>();

    private record Key(Party party, boolean free, String market, String selection) {}

    private static final class Sum {
        private long bets;
        private long stakes;
        private final long[] payouts;

        Sum(int covers) {
            payouts = new long[covers];
        }
    }

    /**
     * One selection of one party.
     *
     * @param free bets that were played with free bets: their stakes are nominal
     * @param payouts for each cover of the selection the sum of floor(stake * multiplier)
     */
    public record Entry(
            Party party,
            boolean free,
            String market,
            String selection,
            long bets,
            long stakes,
            List<Long> payouts) {}

    /** Counts an accepted bet. */
    public void add(Party party, boolean free, Selection.Parsed selection, long stake) {
        count(party, free, selection, stake, 1);
    }

    /** Takes back a bet whose transaction did not commit. */
    public void remove(Party party, boolean free, Selection.Parsed selection, long stake) {
        count(party, free, selection, stake, -1);
    }

    /** Everything that was counted. */
    public List<Entry> entries() {
        var entries = new ArrayList<Entry>(sums.size());
        sums.forEach((key, sum) ->
                entries.add(
                        new Entry(
                                key.party,
                                key.free,
                                key.market,
                                key.selection,
                                sum.bets,
                                sum.stakes,
                                Arrays.stream(sum.payouts).boxed().toList())));
        return entries;
    }

    private void count(
            Party party, boolean free, Selection.Parsed selection, long stake, int sign) {
        var key = new Key(party, free, selection.market().name(), selection.text());
        var covers = selection.covers();
        var sum = sums.computeIfAbsent(key, _ -> new Sum(covers.size()));
        sum.bets += sign;
        sum.stakes = Math.addExact(sum.stakes, sign * stake);
        for (int i = 0; i < covers.size(); i++) {
            long payout = covers.get(i).multiplier().payout(stake);
            sum.payouts[i] = Math.addExact(sum.payouts[i], sign * payout);
        }
        if (sum.bets == 0) {
            sums.remove(key);
        }
    }
}
