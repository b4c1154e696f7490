package fairdraw.fairness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.v1.DrawRequest;
import fairdraw.fairness.v1.DrawResponse;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.GetGameRequest;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.fairness.v1.GetRecordRequest;
import fairdraw.fairness.v1.PrepareRequest;
import fairdraw.fairness.v1.PrepareResponse;
import fairdraw.fairness.v1.RevealRequest;
import fairdraw.fairness.v1.RevealResponse;
import fairdraw.fairness.v1.SealRequest;
import fairdraw.fairness.v1.SealResponse;
import fairdraw.fairness.v1.SkipRequest;
import fairdraw.fairness.v1.WatchBeaconsRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.SignedRecord;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rounds on a real chain, a real beacon and a real database. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class RoundTest {

    private static final String GAME = FairnessParts.GAME;
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ByteString TABLE = bytes("aa");
    private static final ByteString BETS = bytes("bb");

    /** Rounds that a test has to itself. */
    private static final Set<String> TAKEN = new HashSet<>();

    @GrpcClient("fairness")
    FairnessService fairness;

    @Inject ChainNode chain;

    @Test
    void a_round_goes_from_the_promise_to_a_record_that_anyone_can_check() {
        var game = game(GAME);
        long round = prepared(GAME);
        var opening = prepare(GAME, round);
        assertEquals(opening, prepare(GAME, round), "the same answer again");
        assertTrue(
                MerkleTree.included(
                        pf1(opening.getRoot()),
                        2,
                        pf1(opening.getSeedHash()),
                        opening.getIndex(),
                        opening.getProofList().stream().map(RoundTest::pf1).toList()));
        assertEquals(
                RefusalCode.ROUND_NOT_SEALED, refused(fairness.draw(drawOf(GAME, round))).code());
        assertEquals(
                RefusalCode.TOO_EARLY,
                refused(fairness.reveal(settled(GAME, round))).code(),
                "no seed before the draw");

        var seal = seal(GAME, round);
        assertFalse(seal.getLate());
        assertEquals(seal, seal(GAME, round), "the same seal again");
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                refused(fairness.seal(sealOf(GAME, round).setBetCount(8).build())).code());
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                refused(fairness.skip(skipOf(GAME, round))).code(),
                "a sealed round cannot be skipped");

        var drawn = draw(GAME, round);
        assertTrue(drawn.getOutcome() < game.getOutcomes());
        assertEquals(drawn, draw(GAME, round), "a draw is never repeated");

        var revealed = reveal(GAME, round);
        assertEquals(revealed, reveal(GAME, round), "the same record again");
        assertEquals(
                revealed.getRecord(),
                await(
                                fairness.getRecord(
                                        GetRecordRequest.newBuilder()
                                                .setGame(GAME)
                                                .setRound(round)
                                                .build()))
                        .getRecord());
        checked(game, round, drawn, revealed);
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                refused(fairness.reveal(voided(GAME, round))).code(),
                "a published round cannot be voided");
        anchored(game, opening.getBatch());
    }

    private void checked(
            GetGameResponse game, long round, DrawResponse drawn, RevealResponse revealed) {
        var text =
                given().get("/v1/games/" + GAME + "/rounds/" + round + "/record")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        assertEquals(revealed.getRecord(), text);
        var record = SignedRecord.parse(text);
        var registration =
                GameRegistration.parse(
                        given().get("/v1/games/" + GAME).then().extract().asString());
        assertTrue(record.hashFits());
        assertTrue(record.signedBy(registration.recordKey()));
        assertEquals(pf1(game.getGameId()), registration.identity().gameId());
        var end = (fairdraw.pf1.RoundRecord.Drawn) record.record().end();
        assertEquals(drawn.getOutcome(), end.outcome());
        assertEquals(List.of("DEV_BEACON"), record.record().flags());
        var contract = chain.contract();
        try {
            assertTrue(
                    contract.verifySeed(
                                    game.getGameId().toByteArray(),
                                    BigInteger.valueOf(round),
                                    end.seed().toArray(),
                                    record.record().opening().proof().stream()
                                            .map(Bytes::toArray)
                                            .toList())
                            .send());
            assertEquals(
                    drawn.getOutcome(),
                    contract.outcome(
                                    game.getGameId().toByteArray(),
                                    BigInteger.valueOf(round),
                                    end.seed().toArray(),
                                    end.beaconSignature().toArray())
                            .send()
                            .intValueExact());
            assertEquals(
                    drawn.getBeaconRound(),
                    contract.beaconRoundOf(
                                    game.getGameId().toByteArray(), BigInteger.valueOf(round))
                            .send()
                            .longValueExact());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void anchored(GetGameResponse game, long batch) {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        chain.batch(pf1(game.getGameId()), batch)
                                .filter(b -> b.revealedAtS() > 0)
                                .filter(b -> b.anchored())
                                .isPresent());
        given().get("/v1/games/" + GAME + "/batches/" + batch)
                .then()
                .statusCode(200)
                .body("final", equalTo(true));
    }

    @Test
    void a_round_of_an_unfinal_batch_is_never_prepared() {
        var game = game(GAME);
        long far = roundAt(game, System.currentTimeMillis()) + 1_000;
        assertEquals(
                RefusalCode.BATCH_NOT_FINAL,
                refused(fairness.prepare(prepareOf(GAME, far))).code());
        long passed =
                Awaitility.await()
                        .atMost(LONG)
                        .until(
                                () -> roundAt(game, System.currentTimeMillis() - 500),
                                round -> round >= 0 && !TAKEN.contains(GAME + round));
        assertEquals(
                RefusalCode.PAST_OPENING,
                refused(fairness.prepare(prepareOf(GAME, passed))).code());
    }

    @Test
    void a_skipped_round_stays_skipped_and_the_next_record_says_so() {
        long round = prepared(GAME);
        await(fairness.skip(skipOf(GAME, round)));
        await(fairness.skip(skipOf(GAME, round)));
        assertEquals(
                RefusalCode.PAST_OPENING,
                refused(
                                fairness.seal(
                                        sealOf(GAME, round)
                                                .setSealedAtMs(confirmBy(GAME, round))
                                                .build()))
                        .code());
        assertEquals(
                RefusalCode.ROUND_UNKNOWN,
                refused(
                                fairness.getRecord(
                                        GetRecordRequest.newBuilder()
                                                .setGame(GAME)
                                                .setRound(round)
                                                .build()))
                        .code());
        long next = prepared(GAME);
        seal(GAME, next);
        draw(GAME, next);
        var record = SignedRecord.parse(reveal(GAME, next).getRecord()).record();
        assertTrue(record.skippedFrom().orElseThrow() <= round);
    }

    @Test
    void a_voided_round_has_a_record_with_its_reason_and_no_numbers() {
        long round = prepared(GAME);
        var record = SignedRecord.parse(await(fairness.reveal(voided(GAME, round))).getRecord());
        assertTrue(record.hashFits());
        assertEquals(
                new fairdraw.pf1.RoundRecord.Voided("two admins agreed"), record.record().end());
    }

    @Test
    void bad_requests_name_their_field() {
        assertEquals(
                "table_hash",
                refused(
                                fairness.prepare(
                                        prepareOf(GAME, 1).toBuilder()
                                                .setTableHash(ByteString.EMPTY)
                                                .build()))
                        .field());
        assertEquals("round", refused(fairness.draw(drawOf(GAME, -1))).field());
        assertEquals(RefusalCode.GAME_UNKNOWN, refused(fairness.draw(drawOf("nothing", 1))).code());
        given().get("/v1/games/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("GAME_UNKNOWN"));
    }

    @Test
    void verified_beacons_are_streamed() {
        game(GAME);
        var beacons =
                fairness.watchBeacons(WatchBeaconsRequest.newBuilder().setGame(GAME).build())
                        .select()
                        .first(2)
                        .collect()
                        .asList()
                        .await()
                        .atMost(CALL);
        assertTrue(beacons.get(1).getBeaconRound() > beacons.get(0).getBeaconRound());
        assertTrue(beacons.get(1).getEmittedAtMs() <= System.currentTimeMillis());
    }

    @Test
    void masters_that_are_swapped_between_batches_do_not_open() throws SQLException {
        game(FairnessParts.SWAPPED);
        long round = prepared(FairnessParts.SWAPPED);
        seal(FairnessParts.SWAPPED, round);
        sql(
                """
                update seed s set ciphertext = o.ciphertext, nonce = o.nonce from seed o
                 where s.game = 'digits-2' and o.game = s.game and o.batch = s.batch + 1\
                """);
        assertEquals(
                RefusalCode.UNAVAILABLE,
                refused(fairness.draw(drawOf(FairnessParts.SWAPPED, round))).code());
        assertTrue(
                refused(fairness.prepare(prepareOf(FairnessParts.SWAPPED, round + 9)))
                        .detail()
                        .startsWith("halted"));
    }

    @Test
    void a_batch_that_differs_from_the_chain_halts_the_game() throws SQLException {
        var game = game(FairnessParts.DIFFERENT);
        prepared(FairnessParts.DIFFERENT);
        sql("update batch set master_hash = sha256('other') where game = 'lotto-5-20'");
        long later = roundAt(game, System.currentTimeMillis()) + 4;
        assertEquals(
                RefusalCode.UNAVAILABLE,
                refusedAtLast(() -> fairness.prepare(prepareOf(FairnessParts.DIFFERENT, later)))
                        .code());
    }

    @Test
    void the_engine_cannot_read_a_seed() throws SQLException {
        game(GAME);
        try (var connection = FairnessParts.database("engine").connect();
                var statement = connection.createStatement()) {
            var denied =
                    assertThrows(
                            SQLException.class,
                            () -> statement.executeQuery("select * from fairness.seed"));
            assertEquals("42501", denied.getSQLState());
        }
    }

    private GetGameResponse game(String slug) {
        var request = GetGameRequest.newBuilder().setGame(slug).build();
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> accepted(fairness.getGame(request)), Optional::isPresent)
                .orElseThrow();
    }

    /** Prepares the next round that can be, and tells its number. */
    private long prepared(String slug) {
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

    private PrepareResponse prepare(String slug, long round) {
        return await(fairness.prepare(prepareOf(slug, round)));
    }

    private SealResponse seal(String slug, long round) {
        long confirmBy = confirmBy(slug, round);
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.currentTimeMillis() >= confirmBy);
        return await(fairness.seal(sealOf(slug, round).build()));
    }

    private DrawResponse draw(String slug, long round) {
        return await(fairness.draw(drawOf(slug, round)));
    }

    private RevealResponse reveal(String slug, long round) {
        return await(fairness.reveal(settled(slug, round)));
    }

    private PrepareRequest.Builder prepareOf(String slug, long round, long confirmBy) {
        return PrepareRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setTableHash(TABLE)
                .setConfirmByMs(confirmBy);
    }

    private PrepareRequest prepareOf(String slug, long round) {
        return prepareOf(slug, round, confirmBy(slug, round)).build();
    }

    private long confirmBy(String slug, long round) {
        var schedule = game(slug).getSchedule();
        return schedule.getOriginMs() + round * schedule.getPeriodMs() + 700;
    }

    private SealRequest.Builder sealOf(String slug, long round) {
        return SealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setBetRoot(BETS)
                .setBetCount(7)
                .setTableHash(TABLE)
                .setSealedAtMs(confirmBy(slug, round) + 50);
    }

    private static DrawRequest drawOf(String slug, long round) {
        return DrawRequest.newBuilder().setGame(slug).setRound(round).build();
    }

    private static SkipRequest skipOf(String slug, long round) {
        return SkipRequest.newBuilder().setGame(slug).setRound(round).setReason("test").build();
    }

    private static RevealRequest settled(String slug, long round) {
        return RevealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setSettled(RevealRequest.Settled.getDefaultInstance())
                .build();
    }

    private static RevealRequest voided(String slug, long round) {
        return RevealRequest.newBuilder()
                .setGame(slug)
                .setRound(round)
                .setVoided(RevealRequest.Voided.newBuilder().setReason("two admins agreed"))
                .build();
    }

    private static long roundAt(GetGameResponse game, long ms) {
        var schedule = game.getSchedule();
        return Math.max(-1, Math.floorDiv(ms - schedule.getOriginMs(), schedule.getPeriodMs()));
    }

    private static void sql(String statement) throws SQLException {
        try (var connection = FairnessParts.database("fairness").connect();
                var run = connection.createStatement()) {
            assertTrue(run.executeUpdate(statement) > 0);
        }
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(CALL);
    }

    private static <T> Optional<T> accepted(Uni<T> call) {
        try {
            return Optional.of(await(call));
        } catch (RuntimeException e) {
            if (GrpcRefusals.refusal(e).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Refusal refused(Uni<?> call) {
        var failure = assertThrows(RuntimeException.class, () -> await(call));
        return GrpcRefusals.refusal(failure).orElseThrow(() -> new AssertionError(failure));
    }

    private static Refusal refusedAtLast(Supplier<Uni<?>> call) {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> refused(call.get()), r -> r.code() == RefusalCode.UNAVAILABLE);
    }

    private static ByteString bytes(String octet) {
        return ByteString.fromHex(octet.repeat(32));
    }

    private static Bytes pf1(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
