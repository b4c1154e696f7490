package fairdraw.games;

import java.util.List;

/** What one bet is owed on each outcome that it covers; the parts are disjoint. */
public record Liability(List<Part> parts) {

    public Liability {
        parts = List.copyOf(parts);
    }

    /** Outcomes and the payout on each of them, in minor units. */
    public record Part(Outcomes outcomes, long payoutMinor) {

        public Part {
            if (payoutMinor < 0) {
                throw new IllegalArgumentException("negative payout: " + payoutMinor);
            }
        }
    }
}
