package fairdraw.operatorkit.wallet;

import fairdraw.kernel.Ids;
import fairdraw.operatorkit.wallet.DebitHistory.Verdict;
import fairdraw.operatorkit.wallet.Movement.Outcome;
import fairdraw.operatorkit.wallet.WalletAnswer.Done;
import fairdraw.operatorkit.wallet.WalletAnswer.Refused;
import fairdraw.operatorkit.wallet.WalletCall.AboutDebit;
import fairdraw.operatorkit.wallet.WalletCall.Adjustment;
import fairdraw.operatorkit.wallet.WalletCall.Credit;
import fairdraw.operatorkit.wallet.WalletCall.Debit;
import fairdraw.operatorkit.wallet.WalletCall.Moving;
import fairdraw.operatorkit.wallet.WalletCall.Promotion;
import fairdraw.operatorkit.wallet.WalletCall.Rollback;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a debit in one SQL transaction: the debit's claim row is held first and the account
 * row second, always in this order, so that copies in parallel wait and then get the first answer.
 */
@ApplicationScoped
class MoveMoney {

    private final PgWallet wallet;
    private final PgFreeBets freeBets;
    private final InstantSource clock;

    MoveMoney(PgWallet wallet, PgFreeBets freeBets, InstantSource clock) {
        this.wallet = wallet;
        this.freeBets = freeBets;
        this.clock = clock;
    }

    /** Does what the call asks, once for every transaction id. */
    @Transactional
    WalletAnswer move(Moving call) {
        String debitId = debitId(call);
        wallet.claim(debitId);
        UUID fingerprint = fingerprint(call);
        Optional<PgWallet.Recorded> earlier = wallet.find(call.transactionId());
        if (earlier.isPresent()) {
            return again(call, fingerprint, earlier.get());
        }
        if (call instanceof Debit debit && wallet.debitOf(debit.ticketId()).isPresent()) {
            // A ticket has one debit, and its copies were answered above.
            return refused(call, WalletRefusal.DUPLICATE_MISMATCH);
        }
        Instant now = clock.instant();
        var history = new DebitHistory(wallet.about(debitId));
        Optional<Account> account = wallet.lock(call.player(), call.currency());
        return switch (judge(call, history, account, now)) {
            case Verdict.Move(long amount, long change) ->
                    record(
                            call,
                            debitId,
                            fingerprint,
                            account,
                            Outcome.APPLIED,
                            null,
                            amount,
                            change,
                            now);
            case Verdict.Nothing(long amount) ->
                    record(
                            call,
                            debitId,
                            fingerprint,
                            account,
                            Outcome.NOTHING,
                            null,
                            amount,
                            0,
                            now);
            case Verdict.RefuseForGood(WalletRefusal code) ->
                    record(
                            call,
                            debitId,
                            fingerprint,
                            account,
                            Outcome.REFUSED,
                            code,
                            asked(call),
                            0,
                            now);
            case Verdict.Refuse(WalletRefusal code) -> refused(call, code);
        };
    }

    private Verdict judge(
            Moving call, DebitHistory history, Optional<Account> account, Instant now) {
        Verdict verdict =
                switch (call) {
                    case Debit debit -> history.judge(debit, account, granted(debit), now);
                    case Credit credit -> history.judge(credit);
                    case Rollback rollback -> history.judge(rollback);
                    case Adjustment adjustment -> history.judge(adjustment);
                    case Promotion promotion -> DebitHistory.judge(promotion, account);
                };
        return verdict instanceof Verdict.Move(_, long change) && !fits(account, change)
                ? new Verdict.Refuse(WalletRefusal.MALFORMED)
                : verdict;
    }

    private Optional<FreeBet> granted(Debit debit) {
        return debit.freeBetId().flatMap(freeBets::lock);
    }

    private WalletAnswer record(
            Moving call,
            String debitId,
            UUID fingerprint,
            Optional<Account> account,
            Outcome outcome,
            @Nullable WalletRefusal code,
            long amount,
            long change,
            Instant now) {
        Long balance = account.isPresent() ? Math.addExact(account.get().balance(), change) : null;
        var row =
                new PgWallet.NewMovement(
                        call,
                        debitId,
                        Ids.next(),
                        fingerprint,
                        outcome,
                        code == null ? null : code.name(),
                        amount,
                        change,
                        balance,
                        now);
        if (!wallet.append(row)) {
            // The same id names another debit at this very moment: the first one stands.
            return again(call, fingerprint, wallet.find(call.transactionId()).orElseThrow());
        }
        if (change != 0) {
            wallet.change(call.player(), call.currency(), change);
        }
        return code == null
                ? new Done(call.transactionId(), row.id(), balance, outcome == Outcome.APPLIED)
                : refused(call, code);
    }

    /**
     * The debit that the call hangs on; an adjustment finds it by its ticket, a promotion has none.
     */
    private String debitId(Moving call) {
        return switch (call) {
            case AboutDebit about -> about.debitId();
            case Adjustment about -> wallet.debitOf(about.ticketId()).orElse(about.ticketId());
            case Promotion promotion -> promotion.transactionId();
        };
    }

    /** Whether the balance is still a number of 64 bits after the change. */
    private static boolean fits(Optional<Account> account, long change) {
        long balance = account.map(Account::balance).orElse(0L);
        long sum = balance + change;
        return ((balance ^ sum) & (change ^ sum)) >= 0;
    }

    private WalletAnswer again(Moving call, UUID fingerprint, PgWallet.Recorded earlier) {
        if (!earlier.fingerprint().equals(fingerprint)) {
            return refused(call, WalletRefusal.DUPLICATE_MISMATCH);
        }
        Movement movement = earlier.movement();
        return switch (movement.outcome()) {
            case APPLIED, NOTHING ->
                    new Done(
                            movement.transactionId(),
                            movement.operatorTransactionId(),
                            movement.balance(),
                            movement.outcome() == Outcome.APPLIED);
            case REFUSED -> refused(call, earlier.refusal());
        };
    }

    private static Refused refused(Moving call, WalletRefusal code) {
        Log.warnf(
                "wallet call refused code=%s transaction=%s player=%s round=%s",
                code, call.transactionId(), call.player(), call.roundId());
        return new Refused(code);
    }

    private static long asked(Moving call) {
        return switch (call) {
            case Debit debit -> debit.amount();
            case Credit credit -> credit.amount();
            case Adjustment adjustment -> adjustment.amount();
            case Promotion promotion -> promotion.amount();
            case Rollback _ -> 0;
        };
    }

    private static UUID fingerprint(Moving call) {
        return Ids.derived(call.meaning().toArray(String[]::new));
    }
}
