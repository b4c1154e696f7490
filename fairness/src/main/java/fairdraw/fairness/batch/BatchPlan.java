package fairdraw.fairness.batch;

import fairdraw.pf1.GameIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Which batches a game needs next. */
record BatchPlan(int lead, long finalityMs) {

    /**
     * The numbers to create now: from the batch that holds the first round which can still open on
     * a commit made now, to {@code lead} batches after it. After a long stop this jumps over the
     * batches whose rounds have all passed.
     *
     * @param last the highest number created so far
     */
    List<Long> missing(GameIdentity game, OptionalLong last, long nowMs) {
        long current = game.batchOf(firstPlayable(game, nowMs));
        long from = last.isPresent() ? Math.max(current, last.getAsLong() + 1) : current;
        var missing = new ArrayList<Long>();
        for (long batch = from; batch <= current + lead; batch++) {
            missing.add(batch);
        }
        return missing;
    }

    private long firstPlayable(GameIdentity game, long nowMs) {
        return Math.max(0, game.schedule().roundAt(nowMs + finalityMs) + 1);
    }
}
