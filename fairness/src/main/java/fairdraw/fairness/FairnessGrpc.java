package fairdraw.fairness;

import com.google.protobuf.ByteString;
import fairdraw.fairness.beacon.ObtainBeacon;
import fairdraw.fairness.draw.DrawRound;
import fairdraw.fairness.game.Game;
import fairdraw.fairness.game.PgGames;
import fairdraw.fairness.open.PrepareRound;
import fairdraw.fairness.open.SkipRound;
import fairdraw.fairness.record.PublishRecord;
import fairdraw.fairness.seal.SealRound;
import fairdraw.fairness.v1.DrawRequest;
import fairdraw.fairness.v1.DrawResponse;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.GetGameRequest;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.fairness.v1.GetRecordRequest;
import fairdraw.fairness.v1.GetRecordResponse;
import fairdraw.fairness.v1.PrepareRequest;
import fairdraw.fairness.v1.PrepareResponse;
import fairdraw.fairness.v1.RevealRequest;
import fairdraw.fairness.v1.RevealResponse;
import fairdraw.fairness.v1.Schedule;
import fairdraw.fairness.v1.SealRequest;
import fairdraw.fairness.v1.SealResponse;
import fairdraw.fairness.v1.SkipRequest;
import fairdraw.fairness.v1.SkipResponse;
import fairdraw.fairness.v1.WatchBeaconsRequest;
import fairdraw.fairness.v1.WatchBeaconsResponse;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import io.quarkus.grpc.GrpcService;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The engine's way in. Each call runs from top to bottom on a virtual thread, to which it is handed
 * here: the framework's own hand-over loses a message now and then, and the call then never ends.
 */
@GrpcService
public class FairnessGrpc implements FairnessService {

    /** Three hundred thousand years of rounds; the time of a later one might not fit. */
    private static final long ROUND_MAX = 1L << 40;

    private static final int HASH_BYTES = 32;
    private static final int REASON_CHARS_MAX = 500;
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(6);
    // What remains of a call's deadline for the draw itself after the wait for the beacon.
    private static final Duration DRAW_RESERVE = Duration.ofMillis(300);

    private final PgGames games;
    private final PrepareRound prepare;
    private final SealRound seal;
    private final DrawRound draw;
    private final PublishRecord records;
    private final SkipRound skip;
    private final ObtainBeacon beacons;
    private final ExecutorService threads;

    FairnessGrpc(
            PgGames games,
            PrepareRound prepare,
            SealRound seal,
            DrawRound draw,
            PublishRecord records,
            SkipRound skip,
            ObtainBeacon beacons,
            @VirtualThreads ExecutorService threads) {
        this.games = games;
        this.prepare = prepare;
        this.seal = seal;
        this.draw = draw;
        this.records = records;
        this.skip = skip;
        this.beacons = beacons;
        this.threads = threads;
    }

    @Override
    public Uni<GetGameResponse> getGame(GetGameRequest request) {
        return answer(() -> game(games.registered(request.getGame())));
    }

    @Override
    public Uni<PrepareResponse> prepare(PrepareRequest request) {
        return answer(() -> {
            long round = round(request.getRound());
            var opening =
                    prepare.prepare(
                            request.getGame(),
                            round,
                            hash("table_hash", request.getTableHash()),
                            Instant.ofEpochMilli(request.getConfirmByMs()));
            var game = games.registered(request.getGame());
            var response =
                    PrepareResponse.newBuilder()
                            .setSeedHash(bytes(opening.seedHash()))
                            .setBatch(opening.batch().number())
                            .setIndex(opening.index())
                            .setRoot(bytes(opening.batch().root()))
                            .setBeaconRound(game.beaconRound(round))
                            .setBeaconAtMs(game.beaconAtMs(round))
                            .setOpening(opening.json())
                            .setSignature(bytes(opening.signature()));
            opening.proof().forEach(node -> response.addProof(bytes(node)));
            return response.build();
        });
    }

    @Override
    public Uni<SealResponse> seal(SealRequest request) {
        return answer(() -> {
            if (request.getBetCount() < 0) {
                throw invalid("bet_count", "too large");
            }
            var sealed =
                    seal.seal(
                            request.getGame(),
                            round(request.getRound()),
                            hash("bet_root", request.getBetRoot()),
                            request.getBetCount(),
                            hash("table_hash", request.getTableHash()),
                            Instant.ofEpochMilli(request.getSealedAtMs()));
            return SealResponse.newBuilder()
                    .setSeal(sealed.json())
                    .setSignature(bytes(sealed.signature()))
                    .setLate(sealed.late())
                    .setSealedAtMs(sealed.sealedAt().toEpochMilli())
                    .build();
        });
    }

    @Override
    public Uni<DrawResponse> draw(DrawRequest request) {
        var patience = patience();
        return answer(() -> {
            var drawn = draw.draw(request.getGame(), round(request.getRound()), patience);
            var game = games.registered(request.getGame());
            return DrawResponse.newBuilder()
                    .setOutcome(drawn.outcome())
                    .addAllNumbers(game.registration().identity().space().numbers(drawn.outcome()))
                    .setBeaconRound(drawn.beaconRound())
                    .setBeaconSignature(bytes(drawn.beaconSignature()))
                    .setEntropy(bytes(Derivation.entropy(drawn.beaconSignature())))
                    .build();
        });
    }

    @Override
    public Uni<RevealResponse> reveal(RevealRequest request) {
        return answer(() -> {
            long round = round(request.getRound());
            var published =
                    switch (request.getEndCase()) {
                        case SETTLED -> records.settled(request.getGame(), round);
                        case VOIDED ->
                                records.voided(
                                        request.getGame(),
                                        round,
                                        reason(request.getVoided().getReason()));
                        case END_NOT_SET -> throw invalid("end", "how did it end?");
                    };
            return RevealResponse.newBuilder()
                    .setRecordHash(bytes(published.recordHash()))
                    .setRecord(published.json())
                    .build();
        });
    }

    @Override
    public Uni<SkipResponse> skip(SkipRequest request) {
        return answer(() -> {
            skip.skip(request.getGame(), round(request.getRound()), reason(request.getReason()));
            return SkipResponse.getDefaultInstance();
        });
    }

    @Override
    public Uni<GetRecordResponse> getRecord(GetRecordRequest request) {
        return answer(() ->
                records.find(request.getGame(), round(request.getRound()))
                        .map(json -> GetRecordResponse.newBuilder().setRecord(json).build())
                        .orElseThrow(() -> Refusal.of(RefusalCode.ROUND_UNKNOWN).toException()));
    }

    @Override
    public Multi<WatchBeaconsResponse> watchBeacons(WatchBeaconsRequest request) {
        return Uni.createFrom()
                .item(() -> games.registered(request.getGame()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMulti(game -> {
                    var chain = game.registration().beacon();
                    return beacons.watch(chain.source())
                            .map(beacon ->
                                    WatchBeaconsResponse.newBuilder()
                                            .setBeaconRound(beacon.beaconRound())
                                            .setEmittedAtMs(chain.emittedAtMs(beacon.beaconRound()))
                                            .build());
                });
    }

    private static GetGameResponse game(Game game) {
        var registration = game.registration();
        var identity = registration.identity();
        var schedule = identity.schedule();
        return GetGameResponse.newBuilder()
                .setGame(game.slug())
                .setGameId(bytes(identity.gameId()))
                .setChainId(registration.chainId())
                .setContract(bytes(registration.contract()))
                .setDomain(bytes(registration.domain().hash()))
                .setSource(bytes(identity.source()))
                .setDevSource(registration.beacon().dev())
                .setBeaconGenesisS(registration.beacon().genesisS())
                .setBeaconPeriodS(registration.beacon().periodS())
                .setKind(identity.space().kind())
                .putAllParameters(identity.space().parameters())
                .setOutcomes(identity.space().outcomes())
                .setSchedule(
                        Schedule.newBuilder()
                                .setOriginMs(schedule.originMs())
                                .setPeriodMs(schedule.periodMs())
                                .setBetMs(schedule.betMs())
                                .setGapMs(schedule.gapMs()))
                .setDepth(identity.depth())
                .setRecordKey(bytes(registration.recordKey()))
                .build();
    }

    private static Duration patience() {
        return CallDeadline.left()
                .map(left -> left.minus(DRAW_RESERVE))
                .filter(left -> left.compareTo(PATIENCE_MAX) < 0)
                .orElse(PATIENCE_MAX);
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(threads);
    }

    private static long round(long unsigned) {
        if (unsigned < 0 || unsigned > ROUND_MAX) {
            throw invalid("round", "too large");
        }
        return unsigned;
    }

    private static Bytes hash(String field, ByteString value) {
        if (value.size() != HASH_BYTES) {
            throw invalid(field, value.size() + " bytes instead of 32");
        }
        return Bytes.of(value.toByteArray());
    }

    private static String reason(String reason) {
        if (reason.isBlank() || reason.length() > REASON_CHARS_MAX) {
            throw invalid("reason", "1.." + REASON_CHARS_MAX + " characters");
        }
        return reason;
    }

    private static ByteString bytes(Bytes value) {
        return ByteString.copyFrom(value.toArray());
    }

    private static RefusedException invalid(String field, String detail) {
        return Refusal.of(RefusalCode.INVALID_FIELD, field, detail).toException();
    }
}
