package fairdraw.operatorkit.tester;

import fairdraw.operatorkit.tester.rule.Result;
import fairdraw.operatorkit.tester.rule.Result.Status;
import fairdraw.operatorkit.tester.rule.Scenario;
import java.time.Instant;
import java.util.List;

/**
 * What came of a run.
 *
 * @param contract version of the catalogue that the wallet was measured by
 * @param whole every scenario was chosen
 */
record Report(
        String contract,
        String wallet,
        Instant startedAt,
        Instant endedAt,
        boolean whole,
        List<Result> results) {

    long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** Nothing failed, nothing was blocked, nothing was left out. */
    boolean passed() {
        return count(Status.PASSED) == results.size();
    }

    /** The wallet keeps a rollback that found no debit: an unknown debit is done at once. */
    boolean tombstones() {
        return results.stream()
                        .filter(it -> Scenario.TOMBSTONES.contains(it.scenario().name()))
                        .filter(it -> it.status() == Status.PASSED)
                        .count()
                == Scenario.TOMBSTONES.size();
    }

    /** 0 when all passed; 1 when something failed; 3 when something could not be checked. */
    int exitCode() {
        if (count(Status.FAILED) + count(Status.BLOCKED) > 0) {
            return 1;
        }
        return passed() ? 0 : 3;
    }

    /** In one sentence. */
    String verdict() {
        long failed = count(Status.FAILED);
        if (failed > 0) {
            return failed == 1 ? "1 rule is broken." : failed + " rules are broken.";
        }
        long left = results.size() - count(Status.PASSED);
        if (left > 0) {
            return left == 1 ? "1 rule was not checked." : left + " rules were not checked.";
        }
        return whole ? "The wallet keeps every rule." : "The wallet keeps the rules chosen.";
    }
}
