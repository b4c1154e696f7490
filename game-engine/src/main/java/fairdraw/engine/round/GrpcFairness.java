package fairdraw.engine.round;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

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
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/** The steps of a round at the fairness service; every call has a deadline and may be repeated. */
@Singleton
class GrpcFairness {

    private static final Duration STEP_DEADLINE = Duration.ofSeconds(3);

    /**
     * Short, since the beacon is near; a seal that was kept is answered at once when asked again.
     */
    private static final Duration SEAL_DEADLINE = Duration.ofMillis(500);

    /** An answer may be on its way when the deadline ends. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(200);

    /** A draw waits at the service for its beacon; then it is asked again. */
    private static final Duration DRAW_DEADLINE = Duration.ofSeconds(8);

    private final MutinyFairnessServiceStub fairness;
    private final Vertx vertx;

    @Inject
    GrpcFairness(@GrpcClient("fairness") MutinyFairnessServiceStub fairness, Vertx vertx) {
        this.fairness = fairness;
        this.vertx = vertx;
    }

    Uni<GetGameResponse> game(String game) {
        var request = GetGameRequest.newBuilder().setGame(game).build();
        return within(STEP_DEADLINE, stub -> stub.getGame(request));
    }

    Uni<Opening> prepare(RoundPlan plan, Bytes tableHash) {
        var request =
                PrepareRequest.newBuilder()
                        .setGame(plan.game())
                        .setRound(plan.number())
                        .setTableHash(bytes(tableHash))
                        .setConfirmByMs(plan.confirmByMs())
                        .build();
        return within(STEP_DEADLINE, stub -> stub.prepare(request))
                .map(answer -> opening(answer, tableHash));
    }

    Uni<Seal> seal(RoundPlan plan, BetSet bets, Bytes tableHash, long nowMs) {
        var request =
                SealRequest.newBuilder()
                        .setGame(plan.game())
                        .setRound(plan.number())
                        .setBetRoot(bytes(bets.root()))
                        .setBetCount(bets.count())
                        .setTableHash(bytes(tableHash))
                        .setSealedAtMs(nowMs)
                        .build();
        return within(SEAL_DEADLINE, stub -> stub.seal(request))
                .map(answer ->
                        new Seal(
                                answer.getSealedAtMs(),
                                answer.getSeal(),
                                bytes(answer.getSignature()),
                                answer.getLate()));
    }

    Uni<Draw> draw(RoundPlan plan) {
        var request = DrawRequest.newBuilder().setGame(plan.game()).setRound(plan.number()).build();
        return within(DRAW_DEADLINE, stub -> stub.draw(request))
                .map(answer ->
                        new Draw(
                                answer.getOutcome(),
                                answer.getNumbersList(),
                                answer.getBeaconRound(),
                                bytes(answer.getBeaconSignature())));
    }

    /** The record's hash. */
    Uni<Bytes> reveal(RoundPlan plan) {
        var request =
                RevealRequest.newBuilder()
                        .setGame(plan.game())
                        .setRound(plan.number())
                        .setSettled(RevealRequest.Settled.getDefaultInstance())
                        .build();
        return within(STEP_DEADLINE, stub -> stub.reveal(request))
                .map(answer -> bytes(answer.getRecordHash()));
    }

    /** The hash of the record of a voided round. */
    Uni<Bytes> annul(String game, long number, String reason) {
        var request =
                RevealRequest.newBuilder()
                        .setGame(game)
                        .setRound(number)
                        .setVoided(RevealRequest.Voided.newBuilder().setReason(reason))
                        .build();
        return within(STEP_DEADLINE, stub -> stub.reveal(request))
                .map(answer -> bytes(answer.getRecordHash()));
    }

    Uni<Void> skip(String game, long number, String reason) {
        var request =
                SkipRequest.newBuilder().setGame(game).setRound(number).setReason(reason).build();
        return within(STEP_DEADLINE, stub -> stub.skip(request)).replaceWithVoid();
    }

    /** Every verified beacon from the newest on, until the stream breaks. */
    Multi<WatchBeaconsResponse> beacons(String game) {
        return fairness.watchBeacons(WatchBeaconsRequest.newBuilder().setGame(game).build());
    }

    /**
     * The service is told the deadline, and we hold to it too: the client alone would wait for ever
     * for an answer that was lost. Answers stay on the caller's context.
     */
    private <T> Uni<T> within(Duration deadline, Function<MutinyFairnessServiceStub, Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() -> {
                    var context = vertx.getOrCreateContext();
                    var told = fairness.withDeadlineAfter(deadline.toMillis(), MILLISECONDS);
                    return call.apply(told)
                            .ifNoItem()
                            .after(deadline.plus(ON_THE_WAY))
                            .failWith(() -> Status.DEADLINE_EXCEEDED.asRuntimeException())
                            .emitOn(answer -> context.runOnContext(_ -> answer.run()));
                });
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
