package fairdraw.reporting.revenue;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A correction of a bet, or a promotion, as it counts: on the day that it was posted.
 *
 * @param postingDay of the zone that was asked for
 * @param eventDay on which the corrected bet was settled, in the same zone; null while its round is
 *     not reported, and of a promotion, which corrects no event
 * @param kind ADJUSTMENT, which GGR counts, or PROMOTION, which it does not
 * @param market null where nobody said it
 * @param freeBet whether the bet was free, so that its operator bears it and GGR does not
 * @param amount minor units; above 0 to the player
 */
public record CorrectionRow(
        LocalDate postingDay,
        @Nullable LocalDate eventDay,
        Instant postedAt,
        String kind,
        String operator,
        String transaction,
        @Nullable String player,
        @Nullable String ticket,
        @Nullable String game,
        @Nullable Long round,
        @Nullable String market,
        String currency,
        boolean freeBet,
        long amount) {

    /** Where the next page goes on. */
    CorrectionKey key() {
        return new CorrectionKey(postedAt, operator, transaction);
    }
}
