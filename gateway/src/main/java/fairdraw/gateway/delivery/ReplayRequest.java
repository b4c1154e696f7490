package fairdraw.gateway.delivery;

import fairdraw.gateway.input.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A period whose deliveries an operator wants once more: half-open [from, to), by the time of the
 * order.
 *
 * @param kinds all when absent
 * @param dryRun true when absent: shows what would be sent and sends nothing
 */
@Schema(requiredProperties = {"from", "to"})
record ReplayRequest(
        @Nullable String from,
        @Nullable String to,
        @Nullable List<@Nullable String> kinds,
        @Nullable Boolean dryRun) {

    /** More are refused, so that nobody floods his own wallet by a slip. */
    static final int TRANSACTIONS_MAX = 1_000;

    static final Duration PERIOD_MAX = Duration.ofDays(31);

    /** What is owed: a debit is never sent a second time. */
    private static final List<String> KINDS =
            List.of("CREDIT", "ROLLBACK", "ADJUSTMENT", "PROMOTION", "ROUND_SEALED", "ROUND_CLOSE");

    /** A request that makes sense. */
    record Checked(Instant from, Instant to, List<String> kinds, boolean dryRun) {}

    Checked check() {
        Instant start = Instant.ofEpochMilli(Demand.timeMs("from", Demand.present("from", from)));
        Instant end = Instant.ofEpochMilli(Demand.timeMs("to", Demand.present("to", to)));
        if (!start.isBefore(end) || start.plus(PERIOD_MAX).isBefore(end)) {
            throw Demand.refused("to", "to must be after from, by at most 31 days");
        }
        return new Checked(start, end, wantedKinds(), dryRun == null || dryRun);
    }

    private List<String> wantedKinds() {
        if (kinds == null) {
            return KINDS;
        }
        if (kinds.isEmpty() || !Set.copyOf(KINDS).containsAll(kinds)) {
            throw Demand.refused("kinds", "kinds must be some of " + String.join(", ", KINDS));
        }
        return kinds.stream().map(kind -> Demand.present("kinds", kind)).toList();
    }

    static void requireFew(List<TransactionView> owed) {
        if (owed.size() > TRANSACTIONS_MAX) {
            throw Demand.refused(
                    "to", "more than " + TRANSACTIONS_MAX + " match: ask for a shorter period");
        }
    }
}
