package fairdraw.e2e;

import fairdraw.e2e.Evidence.Promise;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/**
 * Checks a platform that runs and takes bets, from cut to cut: each time the rounds since the last
 * cut up to the newest that has ended with everything delivered.
 */
final class Auditor implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);

    /** How long a round may take from the later of its close and the return of what it needs. */
    private static final Duration FINAL_MAX = Duration.ofSeconds(60);

    /** How long deliveries may take: the pauses between the first tries add up to 53 s. */
    private static final Duration DELIVERED_MAX = Duration.ofMinutes(4);

    private final Platform platform;
    private final Bettors bettors;
    private final Topics topics;
    private final Remembered remembered;
    private Instant walletFrom;
    private int promisesRead;
    private final List<Promise> promisesAhead = new ArrayList<>();

    /**
     * @param after the rounds up to this one are somebody else's; players bet in later ones
     */
    Auditor(Platform platform, Bettors bettors, long after) throws SQLException {
        this.platform = platform;
        this.bettors = bettors;
        this.remembered = new Remembered(after);
        try (var books = new EngineBooks(platform)) {
            this.walletFrom = Instant.ofEpochMilli(books.openAtMs(after));
        }
        this.topics = new Topics(platform);
    }

    /**
     * What a check saw.
     *
     * @param waited until the struck round and all before it had ended, with all delivered
     * @param took the reading and checking itself
     */
    record Cut(Evidence evidence, Duration waited, Duration took, Verdict verdict) {
        @Override
        public String toString() {
            return "rounds %d..%d, %d tickets, %d movements, waited %d ms, took %d ms: %s"
                    .formatted(
                            evidence.after() + 1,
                            evidence.upTo(),
                            evidence.tickets().size(),
                            evidence.wallet().size(),
                            waited.toMillis(),
                            took.toMillis(),
                            verdict);
        }
    }

    /**
     * Waits until the round that was open at a moment, and all before it, have ended with
     * everything delivered, and checks them and what else has ended.
     *
     * @param struckAtMs when something happened, all of which has returned by now
     */
    Cut pass(long struckAtMs) throws SQLException {
        long begin = System.nanoTime();
        var late = new Verdict();
        try (EngineBooks books = open(begin + DELIVERED_MAX.toNanos())) {
            long upTo = awaitCut(books, struckAtMs, begin, late);
            long ended = System.nanoTime();
            Evidence evidence = read(books, upTo);
            late(late);
            Cut cut = judged(evidence, late, Duration.ofNanos(ended - begin), ended);
            remembered.remember(cut.evidence);
            walletFrom = Instant.ofEpochMilli(books.openAtMs(upTo)).plus(Fault.ROUND);
            return cut;
        }
    }

    @Override
    public void close() {
        topics.close();
    }

    /** The last round to check: what has not ended in time is among them, so that it is named. */
    private long awaitCut(EngineBooks books, long struckAtMs, long begin, Verdict late)
            throws SQLException {
        boolean slow = false;
        while (true) {
            books.refresh();
            long struck = books.roundAt(struckAtMs);
            long upTo = books.endedUpTo(remembered.upTo());
            // Where no round was open, one that opened afterwards must have ended.
            if (upTo >= struck
                    && books.openAtMs(upTo) + Fault.ROUND.toMillis() > struckAtMs
                    && freeBetsAreBack(books, upTo)) {
                return upTo;
            }
            long waited = System.nanoTime() - begin;
            if (!slow && waited > FINAL_MAX.plus(Fault.ROUND).toNanos()) {
                slow = true;
                books.undecided(remembered.upTo(), struck)
                        .forEach(round ->
                                late.add(
                                        4,
                                        Verdict.Harm.STUCK,
                                        "round %d is undecided after %s"
                                                .formatted(round, FINAL_MAX)));
            }
            if (waited > DELIVERED_MAX.toNanos()) {
                return Math.max(upTo, struck);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** The rollback of a free bet moves no money and is in no ledger: its delivery is told. */
    private boolean freeBetsAreBack(EngineBooks books, long upTo) throws SQLException {
        var owed = books.freeBetsOwed(remembered.upTo(), upTo);
        try {
            topics.read();
        } catch (KafkaException away) {
            return owed.isEmpty();
        }
        Told told = topics.told();
        return owed.entrySet().stream()
                .allMatch(free ->
                        told.round(free.getValue()).rollbacks.entrySet().stream()
                                .anyMatch(it ->
                                        it.getValue().ticket().equals(free.getKey())
                                                && told.delivered.contains(it.getKey())));
    }

    private EngineBooks open(long deadline) throws SQLException {
        while (true) {
            try {
                return new EngineBooks(platform);
            } catch (SQLException away) {
                if (System.nanoTime() > deadline) {
                    throw away;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private Evidence read(EngineBooks books, long upTo) throws SQLException {
        long after = remembered.upTo();
        return new Evidence(
                after,
                upTo,
                books.rounds(after, upTo),
                books.tickets(after, upTo),
                books.payouts(after, upTo),
                books.ledger(after, upTo),
                books.leaves(after, upTo),
                WalletList.since(platform, walletFrom),
                topics.told(),
                promises(after, upTo),
                books.whole(),
                books.rows(after),
                books.rows(upTo));
    }

    /** Events may lag behind the books for a while: they alone are waited for. */
    private Cut judged(Evidence evidence, Verdict late, Duration waited, long from) {
        while (true) {
            boolean behind = false;
            try {
                topics.read();
            } catch (KafkaException away) {
                behind = true;
            }
            Evidence now = evidence.with(topics.told());
            Verdict verdict = remembered.check(now);
            long took = System.nanoTime() - from;
            if (verdict.clean() && !behind || took > DELIVERED_MAX.toNanos()) {
                late.findings().forEach(it -> verdict.add(it.invariant(), it.harm(), it.what()));
                return new Cut(now, waited, Duration.ofNanos(took), verdict);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** What players were told about these rounds; what is about later ones is kept for them. */
    private List<Promise> promises(long after, long upTo) {
        List<Promise> fresh = bettors.promisesAfter(promisesRead);
        promisesAhead.addAll(fresh);
        promisesRead += fresh.size();
        return taken(it -> it.round() > after && it.round() <= upTo);
    }

    private List<Promise> taken(Predicate<Promise> which) {
        List<Promise> taken = promisesAhead.stream().filter(which).toList();
        promisesAhead.removeIf(which);
        return taken;
    }

    private void late(Verdict late) {
        taken(it -> it.round() <= remembered.upTo())
                .forEach(promise -> remembered.late(promise, late));
    }
}
