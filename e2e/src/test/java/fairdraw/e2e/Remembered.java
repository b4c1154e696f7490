package fairdraw.e2e;

import static fairdraw.e2e.Verdict.Harm.DOUBLED;
import static fairdraw.e2e.Verdict.Harm.LOST;
import static fairdraw.e2e.Verdict.Harm.WRONG;

import fairdraw.e2e.Evidence.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was checked once and is not read again: whatever comes to it later is a finding, since
 * everything of it had ended.
 */
final class Remembered {

    private long upTo;
    private boolean any;
    private long rows;
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, String> receipts = new HashMap<>();
    private final Set<String> movements = new HashSet<>();
    private final SortedMap<Long, List<String>> told = new TreeMap<>();

    /**
     * @param after the rounds up to this one are somebody else's
     */
    Remembered(long after) {
        this.upTo = after;
    }

    /** The last round that was checked. */
    long upTo() {
        return upTo;
    }

    /** Everything that is wrong with the rounds that are new, and with those that are not. */
    Verdict check(Evidence evidence) {
        Verdict verdict = Invariants.check(evidence);
        if (any) {
            late(evidence, verdict);
        }
        return verdict;
    }

    /** These rounds are checked now. */
    void remember(Evidence evidence) {
        upTo = evidence.upTo();
        any = true;
        rows = evidence.rowsUpTo();
        evidence.tickets().forEach((id, ticket) -> states.put(id, ticket.state()));
        evidence.promises().forEach(it -> receipts.putIfAbsent(it.ticket(), it.receipt()));
        evidence.wallet().stream()
                .filter(line -> evidence.covers(line.number()))
                .forEach(line -> movements.add(line.transaction()));
        evidence.told()
                .between(evidence.after(), upTo)
                .forEach((number, round) -> told.put(number, Told.words(round)));
    }

    private void late(Evidence evidence, Verdict verdict) {
        if (evidence.rowsBefore() != rows) {
            verdict.add(
                    1,
                    WRONG,
                    "the books had %d rows up to round %d and have %d"
                            .formatted(rows, upTo, evidence.rowsBefore()));
        }
        for (WalletList.Line line : evidence.wallet()) {
            if (line.moved()
                    && states.containsKey(line.ticket())
                    && !movements.contains(line.transaction())) {
                verdict.add(3, DOUBLED, "the wallet moved money after the end: " + line);
            }
        }
        told.forEach((number, words) -> {
            List<String> now = Told.words(evidence.told().round(number));
            if (!now.equals(words)) {
                verdict.add(
                        6,
                        WRONG,
                        "round %d was told as %s and is now %s".formatted(number, words, now));
            }
        });
    }

    /** An answer that came after its round was checked: it must say what is true. */
    void late(Promise promise, Verdict verdict) {
        String state = states.getOrDefault(promise.ticket(), "not there");
        if (!List.of("ACCEPTED", "REFUNDED").contains(state)) {
            verdict.add(
                    2, LOST, "ticket %s was accepted and is %s".formatted(promise.ticket(), state));
        }
        String first = receipts.putIfAbsent(promise.ticket(), promise.receipt());
        if (first != null && !first.equals(promise.receipt())) {
            verdict.add(2, WRONG, "ticket " + promise.ticket() + " has two receipts");
        }
    }
}
