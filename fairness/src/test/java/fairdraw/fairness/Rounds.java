package fairdraw.fairness;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import fairdraw.fairness.v1.DrawRequest;
import fairdraw.fairness.v1.DrawResponse;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.GetGameRequest;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.fairness.v1.PrepareRequest;
import fairdraw.fairness.v1.PrepareResponse;
import fairdraw.fairness.v1.RevealRequest;
import fairdraw.fairness.v1.RevealResponse;
import fairdraw.fairness.v1.SealRequest;
import fairdraw.fairness.v1.SealResponse;
import fairdraw.fairness.v1.SkipRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Plays rounds as the engine does. */
final class Rounds {

    static final Duration CALL = Duration.ofSeconds(15);
    static final Duration LONG = Duration.ofSeconds(60);
    private static final ByteString TABLE = bytes("aa");
    private static final ByteString BETS = bytes("bb");

    /** Rounds that a test has to itself. */
    static final Set<String> TAKEN = new HashSet<>();

    private final FairnessService fairness;

    Rounds(FairnessService fairness) {
        this.fairness = fairness;
    }

    GetGameResponse game(String slug) {
        var request = GetGameRequest.newBuilder().setGame(slug).build();
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> accepted(fairness.getGame(request)), Optional::isPresent)
                .orElseThrow();
    }

    /** Prepares the next round that can be, and tells its number. */
    long prepared(String slug) {
        var game = game(slug);
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> {
                            long next = roundAt(game, System.currentTimeMillis()) + 1;
                            return !TAKEN.contains(slug + next)
                                            && accepted(fairness.prepare(prepareOf(slug, next)))
                                                    .isPresent()
                                            && TAKEN.add(slug + next)
                                    ? next
                                    : -1;
                        },
                        round -> round >= 0);
    }

    /** Prepares the next round that can be and skips it, so that it is in nobody's way. */
    void skipped(String slug) {
        skip(slug, prepared(slug));
    }

    void skip(String slug, long round) {
        var _ = await(fairness.skip(skipOf(slug, round)));
    }

    PrepareResponse prepare(String slug, long round) {
        return await(fairness.prepare(prepareOf(slug, round)));
    }

    SealResponse seal(String slug, long round) {
        long confirmBy = confirmBy(slug, round);
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.currentTimeMillis() >= confirmBy);
        return await(fairness.seal(sealOf(slug, round).build()));
    }

    DrawResponse draw(String slug, long round) {
        return await(fairness.draw(drawOf(slug, round)));
    }

    RevealResponse reveal(String slug, long round) {
        return await(fairness.reveal(settled(slug, round)));
    }

    PrepareRequest.Builder prepareOf(String slug, long round, long confirmBy) {
        return PrepareRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setTableHash(TABLE)
                .setConfirmByMs(confirmBy);
    }

    PrepareRequest prepareOf(String slug, long round) {
        return prepareOf(slug, round, confirmBy(slug, round)).build();
    }

    long confirmBy(String slug, long round) {
        var schedule = game(slug).getSchedule();
        return schedule.getOriginMs() + round * schedule.getPeriodMs() + 700;
    }

    SealRequest.Builder sealOf(String slug, long round) {
        return SealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setBetRoot(BETS)
                .setBetCount(7)
                .setTableHash(TABLE)
                .setSealedAtMs(confirmBy(slug, round) + 50);
    }

    static DrawRequest drawOf(String slug, long round) {
        return DrawRequest.newBuilder().setGame(slug).setRound(round).build();
    }

    static SkipRequest skipOf(String slug, long round) {
        return SkipRequest.newBuilder().setGame(slug).setRound(round).setReason("test").build();
    }

    static RevealRequest settled(String slug, long round) {
        return RevealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setSettled(RevealRequest.Settled.getDefaultInstance())
                .build();
    }

    static RevealRequest voided(String slug, long round) {
        return RevealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setVoided(RevealRequest.Voided.newBuilder().setReason("two admins agreed"))
                .build();
    }

    static long roundAt(GetGameResponse game, long ms) {
        var schedule = game.getSchedule();
        return Math.max(-1, Math.floorDiv(ms - schedule.getOriginMs(), schedule.getPeriodMs()));
    }

    static void sql(String statement) throws SQLException {
        try (var connection = FairnessParts.database("fairness").connect();
                var run = connection.createStatement()) {
            assertTrue(run.executeUpdate(statement) > 0);
        }
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(CALL);
    }

    static <T> Optional<T> accepted(Uni<T> call) {
        try {
            return Optional.of(await(call));
        } catch (RuntimeException e) {
            if (GrpcRefusals.refusal(e).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The code of the refusal, if there is one. */
    static Optional<RefusalCode> code(Uni<?> call) {
        try {
            var _ = await(call);
            return Optional.empty();
        } catch (RuntimeException e) {
            return GrpcRefusals.refusal(e).map(Refusal::code);
        }
    }

    static Refusal refused(Uni<?> call) {
        var failure = assertThrows(RuntimeException.class, () -> await(call));
        return GrpcRefusals.refusal(failure).orElseThrow(() -> new AssertionError(failure));
    }

    static Refusal refusedAtLast(Supplier<Uni<?>> call) {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> refused(call.get()), r -> r.code() == RefusalCode.UNAVAILABLE);
    }

    static ByteString bytes(String octet) {
        return ByteString.fromHex(octet.repeat(32));
    }

    static Bytes pf1(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
