package fairdraw.gateway.round;

import fairdraw.engine.v1.GetCurrentRoundRequest;
import fairdraw.engine.v1.GetCurrentRoundResponse;
import fairdraw.engine.v1.GetRoundRequest;
import fairdraw.engine.v1.ListRoundsRequest;
import fairdraw.engine.v1.ListRoundsResponse;
import fairdraw.engine.v1.MutinyRoundServiceGrpc;
import fairdraw.engine.v1.Round;
import fairdraw.fairness.v1.GetRecordRequest;
import fairdraw.fairness.v1.GetRecordResponse;
import fairdraw.fairness.v1.MutinyFairnessServiceGrpc;
import fairdraw.gateway.engine.GrpcEngine;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Rounds from the engine, their records from fairness. */
@ApplicationScoped
class GrpcRounds {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /**
     * Everyone asks for the current round: one question to the engine answers them for a moment.
     */
    private static final long CURRENT_KEPT_NANOS = Duration.ofMillis(100).toNanos();

    private static final int GAMES_KEPT_MAX = 256;

    private final GrpcEngine engine;
    private final Map<String, Kept> current = new ConcurrentHashMap<>();

    @Inject
    @GrpcClient("fairness")
    Channel fairness;

    GrpcRounds(GrpcEngine engine) {
        this.engine = engine;
    }

    private record Kept(GetCurrentRoundResponse answer, long until) {}

    Uni<GetCurrentRoundResponse> current(String game) {
        Kept kept = current.get(game);
        if (kept != null && System.nanoTime() - kept.until < 0) {
            return Uni.createFrom().item(kept.answer);
        }
        return engine.askAny(channel ->
                        rounds(channel)
                                .getCurrentRound(
                                        GetCurrentRoundRequest.newBuilder().setGame(game).build()))
                .invoke(answer -> keep(game, answer));
    }

    private void keep(String game, GetCurrentRoundResponse answer) {
        if (current.size() < GAMES_KEPT_MAX) {
            current.put(game, new Kept(answer, System.nanoTime() + CURRENT_KEPT_NANOS));
        }
    }

    Uni<Round> round(RoundId id) {
        return engine.askAny(channel ->
                rounds(channel)
                        .getRound(
                                GetRoundRequest.newBuilder()
                                        .setGame(id.game())
                                        .setRound(id.number())
                                        .build())
                        .map(answer -> answer.getRound()));
    }

    Uni<ListRoundsResponse> list(ListRoundsRequest request) {
        return engine.askAny(channel -> rounds(channel).listRounds(request));
    }

    /**
     * The signed record of a round, as fairness published it. A round without one is refused by
     * what the engine knows of it: that it never opened, or that it is not over.
     */
    Uni<String> record(RoundId id) {
        return published(id)
                .onFailure(failure -> GrpcRefusals.refusal(failure).isPresent())
                .recoverWithUni(none ->
                        round(id)
                                .map(GrpcRounds::whyNoRecord)
                                .chain(why ->
                                        Uni.createFrom()
                                                .failure(
                                                        why.<Throwable>map(Refusal::toException)
                                                                .orElse(none))));
    }

    private static Optional<Refusal> whyNoRecord(Round round) {
        return switch (round.getState()) {
            case ROUND_STATE_SKIPPED ->
                    Optional.of(
                            new Refusal(
                                    RefusalCode.ROUND_SKIPPED,
                                    "id",
                                    RefusalCode.ROUND_SKIPPED.sentence(),
                                    Map.of("reason", round.getReason())));
            case ROUND_STATE_SCHEDULED,
                    ROUND_STATE_OPEN,
                    ROUND_STATE_CLOSED,
                    ROUND_STATE_SEALED,
                    ROUND_STATE_DRAWN,
                    ROUND_STATE_SETTLED ->
                    Optional.of(
                            Refusal.of(
                                    RefusalCode.TOO_EARLY,
                                    "id",
                                    "The record is published when the round is over."));
            case ROUND_STATE_PUBLISHED, ROUND_STATE_VOIDED, ROUND_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    Optional.empty();
        };
    }

    private Uni<String> published(RoundId id) {
        return MutinyFairnessServiceGrpc.newMutinyStub(fairness)
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .getRecord(
                        GetRecordRequest.newBuilder()
                                .setGame(id.game())
                                .setRound(id.number())
                                .build())
                .map(GetRecordResponse::getRecord);
    }

    private static MutinyRoundServiceGrpc.MutinyRoundServiceStub rounds(Channel channel) {
        return MutinyRoundServiceGrpc.newMutinyStub(channel)
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
