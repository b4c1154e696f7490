package fairdraw.gateway.delivery;

import fairdraw.gateway.wallet.NextStep;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When something owed is tried again, and when it is not (spec 5). */
final class RetrySchedule {

    /** Waits before the second attempt, the third and so on; then the last one for ever. */
    static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6));

    /** After that long it waits for people. */
    static final Duration HORIZON = Duration.ofHours(72);

    /** An acknowledgement of a seal is asked for that often. */
    static final int SEAL_TRIES_MAX = 3;

    /** A debit that is unknown that long after it expired will not come any more. */
    static final Duration PAST_EXPIRY = Duration.ofMinutes(10);

    private static final int JITTER_PERCENT = 20;

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** What an attempt came to. */
    sealed interface Verdict {

        /** Nothing more is owed. */
        record Done(String operatorTransaction) implements Verdict {}

        /** Once more, at that time. */
        record Again(Instant at) implements Verdict {}

        /** The schedule ended, or only people can decide. */
        record Parked(String cause) implements Verdict {}

        /** It was not important enough to go on: a missing acknowledgement is shown as missing. */
        record Missing(String cause) implements Verdict {}
    }

    /**
     * Decides after an attempt that ended now.
     *
     * @param tombstones whether the wallet certainly refuses a debit whose rollback it knows
     */
    Verdict after(
            Delivery.Claimed claimed,
            WalletAnswer answer,
            NextStep next,
            boolean tombstones,
            Instant now) {
        return switch (next) {
            case DONE -> new Verdict.Done(operatorTransaction(answer));
            case RETRY -> again(claimed, answer, now);
            case RETRY_PAST_EXPIRY -> pastExpiry(claimed, answer, tombstones, now);
            case PARK -> new Verdict.Parked(answer.code());
            case CONFIRM, DECLINE, EXPIRE, SHOW, SHOW_UNKNOWN, READ, READ_LATER ->
                    throw new IllegalStateException(
                            claimed.delivery().call() + " has no next step " + next);
        };
    }

    private Verdict again(Delivery.Claimed claimed, WalletAnswer answer, Instant now) {
        if (claimed.delivery().call() == WalletCall.ROUND_SEALED
                && claimed.tries() >= SEAL_TRIES_MAX) {
            return new Verdict.Missing(answer.code());
        }
        Instant end = claimed.firstAttemptAt().plus(HORIZON);
        if (!now.isBefore(end)) {
            return new Verdict.Parked(answer.code());
        }
        Instant at = now.plus(jitter(wait(claimed.tries())));
        // The last attempt is at the end, not a wait before it.
        return new Verdict.Again(at.isBefore(end) ? at : end);
    }

    /**
     * The wallet does not know the debit: it may still come. Done only when a later try, long after
     * the debit's expiry, says the same, or when the wallet will refuse it.
     */
    private Verdict pastExpiry(
            Delivery.Claimed claimed, WalletAnswer answer, boolean tombstones, Instant now) {
        Optional<Instant> certain = claimed.delivery().expiresAt().map(it -> it.plus(PAST_EXPIRY));
        if (certain.isEmpty()) {
            // A confirmed debit that the wallet does not know is a contradiction, not an end.
            return again(claimed, answer, now);
        }
        if (tombstones || claimed.tries() > 1 && !now.isBefore(certain.get())) {
            return new Verdict.Done("");
        }
        Instant at = now.plus(jitter(wait(claimed.tries())));
        return new Verdict.Again(at.isAfter(certain.get()) ? at : certain.get());
    }

    static Duration wait(int attempt) {
        return WAITS.get(Math.min(attempt, WAITS.size()) - 1);
    }

    /**
     * Up to a fifth longer or shorter, so that what failed together does not come back together.
     */
    private Duration jitter(Duration wait) {
        long millis = wait.toMillis();
        long most = millis * JITTER_PERCENT / 100;
        return Duration.ofMillis(millis + random.nextLong(-most, most + 1));
    }

    private static String operatorTransaction(WalletAnswer answer) {
        return answer instanceof WalletAnswer.Applied applied ? applied.operatorTransaction() : "";
    }
}
