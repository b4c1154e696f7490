package fairdraw.engine;

import com.google.protobuf.ByteString;
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
import fairdraw.fairness.v1.SealRequest;
import fairdraw.fairness.v1.SealResponse;
import fairdraw.fairness.v1.SkipRequest;
import fairdraw.fairness.v1.SkipResponse;
import fairdraw.fairness.v1.WatchBeaconsRequest;
import fairdraw.fairness.v1.WatchBeaconsResponse;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.Domain;
import fairdraw.pf1.GameIdentity;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.Schedule;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The protocol of the fairness service on the real derivation, with one fixed master and beacons
 * that follow from their number; a test may withhold beacons or batches.
 */
@GrpcService
public class FairnessDouble implements FairnessService {

    private static final OutcomeSpace.Digits SPACE = new OutcomeSpace.Digits(3);
    private static final byte[] MASTER = new byte[32];
    private static final int DEPTH = 3;
    private static final long PERIOD_S = 1;

    /** First opening: the clock's start and 10 s. */
    public static final Schedule SCHEDULE =
            new Schedule(TestClock.START_MS + 10_000, 10_000, 6_000, 1_000);

    private static final Bytes SOURCE = Derivation.hash("test source".getBytes());
    private static final GameIdentity GAME = new GameIdentity(SPACE, SCHEDULE, DEPTH, SOURCE);
    private static final Bytes CONTRACT = Bytes.zero(20);

    /** The game's domain. */
    public static final Domain DOMAIN = Domain.of(31337, CONTRACT, GAME.gameId());

    private final InstantSource clock;
    private final Map<Long, SealRequest> seals = new ConcurrentHashMap<>();
    private final List<Long> skipped = java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<Long> voided = java.util.Collections.synchronizedList(new ArrayList<>());
    private final BroadcastProcessor<WatchBeaconsResponse> beacons = BroadcastProcessor.create();

    /** While set no round gets its beacon. */
    public final AtomicBoolean beaconsWithheld = new AtomicBoolean();

    /** While set no batch is final. */
    public final AtomicBoolean batchesWithheld = new AtomicBoolean();

    /** While set nothing is revealed. */
    public final AtomicBoolean revealsWithheld = new AtomicBoolean();

    /** So many seals get no answer, as if they had been lost on the way. */
    public final AtomicInteger sealsLost = new AtomicInteger();

    /** How often a batch was asked for and withheld. */
    public final AtomicInteger withheld = new AtomicInteger();

    FairnessDouble(InstantSource clock) {
        this.clock = clock;
    }

    /** Withholds nothing any more. */
    public void reset() {
        beaconsWithheld.set(false);
        batchesWithheld.set(false);
        revealsWithheld.set(false);
        sealsLost.set(0);
    }

    /** The outcome that a round will have. */
    public static int outcome(long round) {
        byte[] seed = Derivation.seed(MASTER, DOMAIN, round);
        return Derivation.outcome(
                Derivation.key(
                        seed,
                        DOMAIN,
                        round,
                        SOURCE,
                        beaconRound(round),
                        Derivation.entropy(signature(beaconRound(round))),
                        Derivation.NO_EXTRA),
                SPACE.outcomes());
    }

    /** rho(r). */
    public static long beaconRound(long round) {
        long after = SCHEDULE.openAtMs(round) + 7_000 - TestClock.START_MS;
        return Math.ceilDiv(after, PERIOD_S * 1000) + 1;
    }

    /** When rho(r) is emitted. */
    public static long beaconAtMs(long round) {
        return TestClock.START_MS + (beaconRound(round) - 1) * PERIOD_S * 1000;
    }

    /** The seal of a round, when it has one. */
    public Optional<SealRequest> seal(long round) {
        return Optional.ofNullable(seals.get(round));
    }

    /** Rounds that the engine said it skipped. */
    public List<Long> skipped() {
        return List.copyOf(skipped);
    }

    /** Rounds whose void record the engine asked for. */
    public List<Long> voided() {
        return List.copyOf(voided);
    }

    /** Sends a beacon to who watches. */
    public void emit(long beaconRound, long emittedAtMs) {
        beacons.onNext(
                WatchBeaconsResponse.newBuilder()
                        .setBeaconRound(beaconRound)
                        .setEmittedAtMs(emittedAtMs)
                        .build());
    }

    @Override
    public Uni<GetGameResponse> getGame(GetGameRequest request) {
        return Uni.createFrom()
                .item(
                        GetGameResponse.newBuilder()
                                .setGame(request.getGame())
                                .setGameId(bytes(GAME.gameId()))
                                .setChainId(31337)
                                .setContract(bytes(CONTRACT))
                                .setDomain(bytes(DOMAIN.hash()))
                                .setSource(bytes(SOURCE))
                                .setDevSource(true)
                                .setKind(SPACE.kind())
                                .putAllParameters(SPACE.parameters())
                                .setOutcomes(SPACE.outcomes())
                                .setSchedule(
                                        fairdraw.fairness.v1.Schedule.newBuilder()
                                                .setOriginMs(SCHEDULE.originMs())
                                                .setPeriodMs(SCHEDULE.periodMs())
                                                .setBetMs(SCHEDULE.betMs())
                                                .setGapMs(SCHEDULE.gapMs()))
                                .setDepth(DEPTH)
                                .build());
    }

    @Override
    public Uni<PrepareResponse> prepare(PrepareRequest request) {
        if (batchesWithheld.get()) {
            withheld.incrementAndGet();
            throw Refusal.of(RefusalCode.BATCH_NOT_FINAL).toException();
        }
        long round = request.getRound();
        var first = GAME.batchOf(round) * GAME.batchRounds();
        var leaves = new ArrayList<Bytes>();
        for (long r = first; r < first + GAME.batchRounds(); r++) {
            leaves.add(Derivation.seedLeaf(DOMAIN, r, Derivation.seed(MASTER, DOMAIN, r)));
        }
        int index = GAME.indexOf(round);
        var answer =
                PrepareResponse.newBuilder()
                        .setSeedHash(bytes(leaves.get(index)))
                        .setBatch(GAME.batchOf(round))
                        .setIndex(index)
                        .setRoot(bytes(MerkleTree.root(leaves)))
                        .setBeaconRound(beaconRound(round))
                        .setBeaconAtMs(beaconAtMs(round))
                        .setOpening("{}")
                        .setSignature(ByteString.copyFrom(new byte[64]));
        MerkleTree.path(leaves, index).forEach(hash -> answer.addProof(bytes(hash)));
        return Uni.createFrom().item(answer.build());
    }

    @Override
    public Uni<SealResponse> seal(SealRequest request) {
        if (sealsLost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Uni.createFrom().nothing();
        }
        var before = seals.putIfAbsent(request.getRound(), request);
        if (before != null && !before.getBetRoot().equals(request.getBetRoot())) {
            throw Refusal.of(RefusalCode.SEALED_OTHERWISE).toException();
        }
        return Uni.createFrom()
                .item(
                        SealResponse.newBuilder()
                                .setSeal("{}")
                                .setSignature(ByteString.copyFrom(new byte[64]))
                                .setLate(clock.millis() >= beaconAtMs(request.getRound()))
                                .setSealedAtMs(seals.get(request.getRound()).getSealedAtMs())
                                .build());
    }

    @Override
    public Uni<DrawResponse> draw(DrawRequest request) {
        long round = request.getRound();
        if (!seals.containsKey(round)) {
            throw Refusal.of(RefusalCode.ROUND_NOT_SEALED).toException();
        }
        if (beaconsWithheld.get() || clock.millis() < beaconAtMs(round)) {
            throw Refusal.of(RefusalCode.BEACON_NOT_YET).toException();
        }
        var signature = signature(beaconRound(round));
        return Uni.createFrom()
                .item(
                        DrawResponse.newBuilder()
                                .setOutcome(outcome(round))
                                .addAllNumbers(SPACE.numbers(outcome(round)))
                                .setBeaconRound(beaconRound(round))
                                .setBeaconSignature(bytes(signature))
                                .setEntropy(bytes(Derivation.entropy(signature)))
                                .build());
    }

    @Override
    public Uni<RevealResponse> reveal(RevealRequest request) {
        if (revealsWithheld.get()) {
            throw Refusal.of(RefusalCode.UNAVAILABLE).toException();
        }
        if (request.hasVoided()) {
            voided.add(request.getRound());
        }
        var hash = Derivation.hash(ByteBuffer.allocate(8).putLong(request.getRound()).array());
        return Uni.createFrom()
                .item(RevealResponse.newBuilder().setRecordHash(bytes(hash)).build());
    }

    @Override
    public Uni<SkipResponse> skip(SkipRequest request) {
        skipped.add(request.getRound());
        return Uni.createFrom().item(SkipResponse.getDefaultInstance());
    }

    @Override
    public Multi<WatchBeaconsResponse> watchBeacons(WatchBeaconsRequest request) {
        return beacons;
    }

    @Override
    public Uni<GetRecordResponse> getRecord(GetRecordRequest request) {
        throw Refusal.of(RefusalCode.NOT_FOUND).toException();
    }

    private static Bytes signature(long beaconRound) {
        var hash = Derivation.hash(ByteBuffer.allocate(8).putLong(beaconRound).array());
        return Bytes.of(java.util.Arrays.copyOf(hash.toArray(), 48));
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }
}
