package fairdraw.operatorkit.wallet;

import fairdraw.operatorkit.wallet.Movement.Kind;
import fairdraw.operatorkit.wallet.Movement.Outcome;
import fairdraw.operatorkit.wallet.WalletCall.Adjustment;
import fairdraw.operatorkit.wallet.WalletCall.Credit;
import fairdraw.operatorkit.wallet.WalletCall.Debit;
import fairdraw.operatorkit.wallet.WalletCall.Moving;
import fairdraw.operatorkit.wallet.WalletCall.Promotion;
import fairdraw.operatorkit.wallet.WalletCall.Rollback;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that ever happened to one debit, and from that what the next call may do. Nothing is
 * updated: a rollback is a row of its own, and one without a debit is the tombstone that refuses
 * the debit when it comes late.
 */
record DebitHistory(List<Movement> movements) {

    /** What to do with a call. */
    sealed interface Verdict {

        /** Move this much: negative takes from the player. {@code amount} is what was asked for. */
        record Move(long amount, long change) implements Verdict {}

        /** Final, without a move: a tombstone or a second rollback. */
        record Nothing(long amount) implements Verdict {}

        /** Turned down, and nothing is written. */
        record Refuse(WalletRefusal code) implements Verdict {}

        /** Turned down for good: a copy that comes after a top-up must get the same answer. */
        record RefuseForGood(WalletRefusal code) implements Verdict {}
    }

    /**
     * Judges a debit.
     *
     * @param account empty when the player has none in the currency
     * @param freeBet what we granted under the id that the debit names; empty when it names none of
     *     ours
     */
    Verdict judge(Debit debit, Optional<Account> account, Optional<FreeBet> freeBet, Instant now) {
        if (has(Kind.ROLLBACK)) {
            return new Verdict.RefuseForGood(WalletRefusal.ROLLED_BACK);
        }
        if (!now.isBefore(debit.expiresAt())) {
            return new Verdict.RefuseForGood(WalletRefusal.EXPIRED);
        }
        if (account.isEmpty()) {
            return new Verdict.RefuseForGood(WalletRefusal.PLAYER_UNKNOWN);
        }
        if (account.get().blocked()) {
            return new Verdict.RefuseForGood(WalletRefusal.PLAYER_BLOCKED);
        }
        if (debit.freeBetId().isPresent()) {
            return freeBet.filter(granted -> granted.player().equals(debit.player()))
                    .map(granted -> judge(debit, granted))
                    .orElse(new Verdict.RefuseForGood(WalletRefusal.FREE_BET_UNKNOWN));
        }
        if (account.get().balance() < debit.amount()) {
            return new Verdict.RefuseForGood(WalletRefusal.INSUFFICIENT_FUNDS);
        }
        return new Verdict.Move(debit.amount(), Math.negateExact(debit.amount()));
    }

    private static Verdict judge(Debit debit, FreeBet granted) {
        if (granted.played()) {
            return new Verdict.RefuseForGood(WalletRefusal.FREE_BET_USED);
        }
        boolean fits =
                granted.game().equals(debit.game())
                        && granted.currency().equals(debit.currency())
                        && Optional.of(granted.stake()).equals(debit.freeBetStake());
        return fits
                ? new Verdict.Move(0, 0)
                : new Verdict.RefuseForGood(WalletRefusal.FREE_BET_MISMATCH);
    }

    /** Judges a promotion: a blocked player is paid all the same, an unknown one cannot be. */
    static Verdict judge(Promotion promotion, Optional<Account> account) {
        return account.isEmpty()
                ? new Verdict.Refuse(WalletRefusal.PLAYER_UNKNOWN)
                : new Verdict.Move(promotion.amount(), promotion.amount());
    }

    /** Judges a credit. A blocked player is paid all the same. */
    Verdict judge(Credit credit) {
        if (has(Kind.ROLLBACK)) {
            return new Verdict.Refuse(WalletRefusal.ROLLED_BACK);
        }
        Optional<Movement> debit = applied(Kind.DEBIT);
        if (debit.isEmpty()) {
            return new Verdict.Refuse(WalletRefusal.TRANSACTION_UNKNOWN);
        }
        if (differs(credit, debit.get())) {
            return new Verdict.Refuse(WalletRefusal.DUPLICATE_MISMATCH);
        }
        boolean paid =
                movements.stream()
                        .filter(movement -> movement.kind() == Kind.CREDIT)
                        .anyMatch(movement -> credit.betId().equals(movement.betId()));
        // Under the same id it would have been a copy: this is somebody's mistake, not a retry.
        return paid
                ? new Verdict.Refuse(WalletRefusal.DUPLICATE_MISMATCH)
                : new Verdict.Move(credit.amount(), credit.amount());
    }

    /** Judges a rollback; the amount is that of the debit. */
    Verdict judge(Rollback rollback) {
        Optional<Movement> debit = applied(Kind.DEBIT);
        if (debit.isEmpty()) {
            return new Verdict.Nothing(0);
        }
        if (differs(rollback, debit.get())) {
            return new Verdict.Refuse(WalletRefusal.DUPLICATE_MISMATCH);
        }
        if (has(Kind.CREDIT) || has(Kind.ADJUSTMENT)) {
            return new Verdict.Refuse(WalletRefusal.ALREADY_SETTLED);
        }
        long amount = debit.get().amount();
        return applied(Kind.ROLLBACK).isPresent()
                ? new Verdict.Nothing(amount)
                : new Verdict.Move(amount, amount);
    }

    /** Judges an adjustment: the bet must have been paid for. A blocked player does not matter. */
    Verdict judge(Adjustment adjustment) {
        Optional<Movement> debit = applied(Kind.DEBIT);
        if (debit.isEmpty() || has(Kind.ROLLBACK)) {
            return new Verdict.Refuse(WalletRefusal.TRANSACTION_UNKNOWN);
        }
        return differs(adjustment, debit.get())
                ? new Verdict.Refuse(WalletRefusal.DUPLICATE_MISMATCH)
                : new Verdict.Move(adjustment.amount(), adjustment.amount());
    }

    private boolean has(Kind kind) {
        return movements.stream().anyMatch(movement -> movement.kind() == kind);
    }

    private Optional<Movement> applied(Kind kind) {
        return movements.stream()
                .filter(movement -> movement.kind() == kind)
                .filter(movement -> movement.outcome() == Outcome.APPLIED)
                .findFirst();
    }

    private static boolean differs(Moving call, Movement debit) {
        return !(call.player().equals(debit.player())
                && call.currency().equals(debit.currency())
                && call.ticketId().equals(debit.ticketId())
                && call.roundId().equals(debit.roundId())
                && call.game().equals(debit.game())
                && call.mode().equals(debit.mode()));
    }
}
