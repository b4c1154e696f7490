package fairdraw.operatorkit.wallet;

import fairdraw.kernel.Ids;
import fairdraw.operatorkit.wallet.WalletCall.RoundClose;
import fairdraw.operatorkit.wallet.WalletCall.RoundSealed;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Keeps what the house says about a round: its seal, as evidence, and its control totals. */
@ApplicationScoped
class KeepRound {

    /** What came of a seal. */
    sealed interface Sealed {
        /** Kept; {@code firstReceivedAt} is that of the first copy. */
        record Kept(Instant firstReceivedAt) implements Sealed {}

        /** The house signed another set of bets for this round before. Both are kept. */
        record Contradicted() implements Sealed {}
    }

    /** What came of a close. */
    sealed interface Closed {
        /** Kept, with our own totals beside the house's. */
        record Kept(UUID operatorTransactionId, PgRounds.Totals ours, boolean agrees)
                implements Closed {}

        /** The transaction id closed something else before. */
        record Mismatch() implements Closed {}
    }

    private final PgRounds rounds;
    private final InstantSource clock;

    KeepRound(PgRounds rounds, InstantSource clock) {
        this.rounds = rounds;
        this.clock = clock;
    }

    @Transactional
    Sealed keep(RoundSealed call) {
        rounds.keepSeal(call, clock.instant());
        var seals = rounds.seals(call.game(), call.roundId());
        if (seals.size() > 1) {
            Log.errorf("two seals of one round game=%s round=%s", call.game(), call.roundId());
            return new Sealed.Contradicted();
        }
        return new Sealed.Kept(seals.getFirst());
    }

    @Transactional
    Closed keep(RoundClose call) {
        UUID fingerprint = Ids.derived(call.meaning().toArray(String[]::new));
        rounds.keepClose(
                call,
                Ids.next(),
                fingerprint,
                rounds.ours(call.game(), call.roundId(), call.currency()),
                clock.instant());
        Optional<PgRounds.KeptClose> kept = rounds.close(call.transactionId());
        PgRounds.KeptClose close = kept.orElseThrow();
        if (!close.fingerprint().equals(fingerprint)) {
            return new Closed.Mismatch();
        }
        var theirs = new PgRounds.Totals(call.bets(), call.stakes(), call.payouts());
        boolean agrees = theirs.equals(close.ours());
        if (!agrees) {
            Log.warnf(
                    "round totals differ round=%s theirs=%s ours=%s",
                    call.roundId(), theirs, close.ours());
        }
        return new Closed.Kept(close.id(), close.ours(), agrees);
    }
}
