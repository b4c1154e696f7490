package fairdraw.engine.round;

import com.google.protobuf.ByteString;
import fairdraw.fairness.v1.DrawRequest;
import fairdraw.fairness.v1.GetGameRequest;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.fairness.v1.MutinyFairnessServiceGrpc.MutinyFairnessServiceStub;
import fairdraw.fairness.v1.PrepareRequest;
import fairdraw.fairness.v1.PrepareResponse;
import fairdraw.fairness.v1.RevealRequest;
import fairdraw.fairness.v1.SealRequest;
import fairdraw.fairness.v1.SkipRequest;
import fairdraw.fairness.v1.WatchBeaconsRequest;
import fairdraw.fairness.v1.WatchBeaconsResponse;
import fairdraw.pf1.Bytes;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The steps of a round at the fairness service; every call has a deadline and may be repeated. */
@Singleton
class GrpcFairness {

    private static final Duration STEP_DEADLINE = Duration.ofSeconds(3);

    /** A draw waits at the service for its beacon; then it is asked again. */
    private static final Duration DRAW_DEADLINE = Duration.ofSeconds(8);

    private final MutinyFairnessServiceStub fairness;

    @Inject
    GrpcFairness(@GrpcClient("fairness") MutinyFairnessServiceStub fairness) {
        this.fairness = fairness;
    }

    Uni<GetGameResponse> game(String game) {
        return within(STEP_DEADLINE).getGame(GetGameRequest.newBuilder().setGame(game).build());
    }

    Uni<Opening> prepare(RoundPlan plan, Bytes tableHash) {
        return within(STEP_DEADLINE)
                .prepare(
                        PrepareRequest.newBuilder()
                                .setGame(plan.game())
                                .setRound(plan.number())
                                .setTableHash(bytes(tableHash))
                                .setConfirmByMs(plan.confirmByMs())
                                .build())
                .map(answer -> opening(answer, tableHash));
    }

    Uni<Seal> seal(RoundPlan plan, BetSet bets, Bytes tableHash, long nowMs) {
        return within(STEP_DEADLINE)
                .seal(
                        SealRequest.newBuilder()
                                .setGame(plan.game())
                                .setRound(plan.number())
                                .setBetRoot(bytes(bets.root()))
                                .setBetCount(bets.count())
                                .setTableHash(bytes(tableHash))
                                .setSealedAtMs(nowMs)
                                .build())
                .map(answer ->
                        new Seal(
                                nowMs,
                                answer.getSeal(),
                                bytes(answer.getSignature()),
                                answer.getLate()));
    }

    Uni<Draw> draw(RoundPlan plan) {
        return within(DRAW_DEADLINE)
                .draw(DrawRequest.newBuilder().setGame(plan.game()).setRound(plan.number()).build())
                .map(answer ->
                        new Draw(
                                answer.getOutcome(),
                                answer.getNumbersList(),
                                answer.getBeaconRound(),
                                bytes(answer.getBeaconSignature())));
    }

    /** The record's hash. */
    Uni<Bytes> reveal(RoundPlan plan) {
        return within(STEP_DEADLINE)
                .reveal(
                        RevealRequest.newBuilder()
                                .setGame(plan.game())
                                .setRound(plan.number())
                                .setSettled(RevealRequest.Settled.getDefaultInstance())
                                .build())
                .map(answer -> bytes(answer.getRecordHash()));
    }

    Uni<Void> skip(String game, long number, String reason) {
        return within(STEP_DEADLINE)
                .skip(
                        SkipRequest.newBuilder()
                                .setGame(game)
                                .setRound(number)
                                .setReason(reason)
                                .build())
                .replaceWithVoid();
    }

    /** Every verified beacon from the newest on, until the stream breaks. */
    Multi<WatchBeaconsResponse> beacons(String game) {
        return fairness.watchBeacons(WatchBeaconsRequest.newBuilder().setGame(game).build());
    }

    private MutinyFairnessServiceStub within(Duration deadline) {
        return fairness.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Opening opening(PrepareResponse answer, Bytes tableHash) {
        return new Opening(
                answer.getBatch(),
                answer.getIndex(),
                bytes(answer.getSeedHash()),
                answer.getProofList().stream().map(GrpcFairness::bytes).toList(),
                answer.getBeaconRound(),
                answer.getBeaconAtMs(),
                tableHash,
                answer.getOpening(),
                bytes(answer.getSignature()));
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }
}
