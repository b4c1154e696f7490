package fairdraw.engine.round;

import fairdraw.kernel.GrpcRefusals;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * Tells fairness of the rounds that never opened or were voided, so that it can end their batch.
 */
@ApplicationScoped
class TellEnds {

    private final PgRounds rounds;
    private final GrpcFairness fairness;

    TellEnds(PgRounds rounds, GrpcFairness fairness) {
        this.rounds = rounds;
        this.fairness = fairness;
    }

    /** Tells of some; what fails is told the next time. */
    Uni<Void> tell(String game) {
        return rounds.untoldSkips(game)
                .chain(skips -> each(skips, skip -> skipped(game, skip)))
                .chain(() -> rounds.untoldVoids(game))
                .chain(voids -> each(voids, ended -> voided(game, ended)))
                .onFailure()
                .invoke(failure -> Log.debugf("ends of rounds wait game=%s: %s", game, failure))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> each(
            List<PgRounds.Untold> untold, Function<PgRounds.Untold, Uni<Void>> tell) {
        return Multi.createFrom()
                .iterable(untold)
                .onItem()
                .transformToUniAndConcatenate(tell::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> skipped(String game, PgRounds.Untold skip) {
        return fairness.skip(game, skip.number(), skip.reason())
                .onFailure(TellEnds::isFinal)
                .recoverWithUni(refused -> {
                    Log.warnf("skip of %s:%d refused: %s", game, skip.number(), refused);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> rounds.told(game, skip.number()));
    }

    /** Until its record is public: there is nothing else to end its batch by. */
    private Uni<Void> voided(String game, PgRounds.Untold ended) {
        return fairness.annul(game, ended.number(), ended.reason())
                .onFailure(TellEnds::isFinal)
                .invoke(refused ->
                        Log.errorf("void of %s:%d refused: %s", game, ended.number(), refused))
                .chain(recordHash -> rounds.voidTold(game, ended.number(), recordHash));
    }

    /** A definite no: asking again would get the same. */
    private static boolean isFinal(Throwable failure) {
        return GrpcRefusals.refusal(failure).map(r -> !r.code().retryable()).orElse(false);
    }
}
