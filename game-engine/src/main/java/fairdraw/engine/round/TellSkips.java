package fairdraw.engine.round;

import fairdraw.kernel.GrpcRefusals;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells fairness of the rounds that never opened, so that it can end their batch. */
@ApplicationScoped
class TellSkips {

    private final PgRounds rounds;
    private final GrpcFairness fairness;

    TellSkips(PgRounds rounds, GrpcFairness fairness) {
        this.rounds = rounds;
        this.fairness = fairness;
    }

    /** Tells of some; what fails is told the next time. */
    Uni<Void> tell(String game) {
        return rounds.untold(game)
                .chain(untold ->
                        Multi.createFrom()
                                .iterable(untold)
                                .onItem()
                                .transformToUniAndConcatenate(skip -> tell(game, skip))
                                .collect()
                                .last())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.debugf("skips wait game=%s: %s", game, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tell(String game, PgRounds.UntoldSkip skip) {
        return fairness.skip(game, skip.number(), skip.reason())
                .onFailure(TellSkips::isFinal)
                .recoverWithUni(refused -> {
                    Log.warnf("skip of %s:%d refused: %s", game, skip.number(), refused);
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> rounds.told(game, skip.number()));
    }

    /** A definite no: asking again would get the same. */
    private static boolean isFinal(Throwable failure) {
        return GrpcRefusals.refusal(failure).map(r -> !r.code().retryable()).orElse(false);
    }
}
