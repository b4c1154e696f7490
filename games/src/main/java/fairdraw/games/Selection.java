package fairdraw.games;

import java.util.Comparator;
import java.util.List;

/** The answer to a market and a selection that somebody wants to bet on. */
public sealed interface Selection {

    /** A selection that the table pays. */
    record Parsed(Market market, String text, String selectionClass, List<Cover> covers)
            implements Selection {

        public Parsed {
            covers = List.copyOf(covers);
        }

        /** What a stake in minor units is paid on this outcome; 0 if it loses. */
        public long payout(long stakeMinor, int outcome) {
            for (Cover cover : covers) {
                if (cover.outcomes.contains(outcome)) {
                    return cover.multiplier.payout(stakeMinor);
                }
            }
            return 0;
        }

        /** The highest multiplier that it can be paid. */
        public Multiplier multiplier() {
            return covers.stream()
                    .map(Cover::multiplier)
                    .max(Comparator.comparingLong(Multiplier::tenThousandths))
                    .orElseThrow();
        }

        /** The most that a stake can be paid. */
        public long potentialPayout(long stakeMinor) {
            return multiplier().payout(stakeMinor);
        }

        /** What a stake is owed on each outcome. */
        public Liability liability(long stakeMinor) {
            return new Liability(
                    covers.stream()
                            .map(cover ->
                                    new Liability.Part(
                                            cover.outcomes, cover.multiplier.payout(stakeMinor)))
                            .toList());
        }
    }

    /** Outcomes and what a unit staked is paid on each of them. */
    record Cover(Outcomes outcomes, Multiplier multiplier) {}

    /** A bet that the table does not take. */
    record Refused(Reason reason, String detail) implements Selection {}

    /** Why a bet is not taken; the names are codes of the catalogue of refusals. */
    enum Reason {
        /** The game has no such market. */
        MARKET_UNKNOWN,
        /** The market cannot take the selection, or the table has no row for it. */
        SELECTION_INVALID
    }
}
