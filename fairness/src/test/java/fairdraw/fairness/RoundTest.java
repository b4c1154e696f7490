package fairdraw.fairness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import fairdraw.fairness.chain.ChainNode;
import fairdraw.fairness.v1.DrawResponse;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.GetGameRequest;
import fairdraw.fairness.v1.GetGameResponse;
import fairdraw.fairness.v1.GetRecordRequest;
import fairdraw.fairness.v1.MutinyFairnessServiceGrpc.MutinyFairnessServiceStub;
import fairdraw.fairness.v1.RevealResponse;
import fairdraw.fairness.v1.WatchBeaconsRequest;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.DrawSoftware;
import fairdraw.pf1.GameRegistration;
import fairdraw.pf1.MerkleTree;
import fairdraw.pf1.RoundRecord;
import fairdraw.pf1.SignedRecord;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds on a real chain, a real beacon and a real database. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class RoundTest {

    private static final String GAME = FairnessParts.GAME;
    private static final int CALLS = 20_000;
    private static final int CALLS_AT_ONCE = 16;

    @GrpcClient("fairness")
    FairnessService fairness;

    @GrpcClient("fairness")
    MutinyFairnessServiceStub stub;

    @Inject ChainNode chain;

    private Rounds rounds;

    @BeforeEach
    void play() {
        rounds = new Rounds(fairness);
    }

    @Test
    void the_verifier_page_is_served_beside_the_publications() {
        given().redirects()
                .follow(false)
                .get("/verify")
                .then()
                .statusCode(308)
                .header("location", containsString("/verify/index.html"));
        given().get("/verify/index.html")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("x-content-type-options", equalTo("nosniff"))
                .header("content-security-policy", equalTo("frame-ancestors 'none'"))
                .body(containsString("Fairdraw verifier"));
        given().get("/verify/bls12-381.js").then().statusCode(200).contentType("text/javascript");
        for (String file : List.of("other.js", "..%2Fapplication.properties", "%2e%2e")) {
            given().urlEncodingEnabled(false).get("/verify/" + file).then().statusCode(404);
        }
    }

    @Test
    void any_origin_may_read_what_is_public_and_nothing_else_is_offered() {
        given().header("Origin", "null")
                .get("/v1/games/" + GAME)
                .then()
                .statusCode(200)
                .header("access-control-allow-origin", equalTo("null"));
        given().header("Origin", "https://anybody.example")
                .header("Access-Control-Request-Method", "DELETE")
                .options("/v1/games/" + GAME)
                .then()
                .header("access-control-allow-methods", equalTo("GET,HEAD,OPTIONS"));
    }

    @Test
    void no_call_is_lost_on_its_way_to_a_thread() {
        rounds.game(GAME);
        var request = GetGameRequest.newBuilder().setGame(GAME).build();
        long answered =
                Multi.createFrom()
                        .range(0, CALLS)
                        .onItem()
                        .transformToUni(_ -> fairness.getGame(request))
                        .merge(CALLS_AT_ONCE)
                        .collect()
                        .with(Collectors.counting())
                        .await()
                        .atMost(Rounds.LONG);
        assertEquals(CALLS, answered);
    }

    @Test
    void a_round_goes_from_the_promise_to_a_record_that_anyone_can_check() {
        var game = rounds.game(GAME);
        long round = rounds.prepared(GAME);
        var opening = rounds.prepare(GAME, round);
        assertEquals(opening, rounds.prepare(GAME, round), "the same answer again");
        assertTrue(
                MerkleTree.included(
                        Rounds.pf1(opening.getRoot()),
                        2,
                        Rounds.pf1(opening.getSeedHash()),
                        opening.getIndex(),
                        opening.getProofList().stream().map(Rounds::pf1).toList()));
        assertEquals(
                RefusalCode.ROUND_NOT_SEALED,
                Rounds.refused(fairness.draw(Rounds.drawOf(GAME, round))).code());
        assertEquals(
                RefusalCode.TOO_EARLY,
                Rounds.refused(fairness.reveal(Rounds.settled(GAME, round))).code(),
                "no seed before the draw");

        var seal = rounds.seal(GAME, round);
        assertFalse(seal.getLate());
        assertEquals(seal, rounds.seal(GAME, round), "the same seal again");
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                Rounds.refused(fairness.seal(rounds.sealOf(GAME, round).setBetCount(8).build()))
                        .code());
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                Rounds.refused(fairness.skip(Rounds.skipOf(GAME, round))).code(),
                "a sealed round cannot be skipped");

        var drawn = rounds.draw(GAME, round);
        assertTrue(drawn.getOutcome() < game.getOutcomes());
        assertEquals(drawn, rounds.draw(GAME, round), "a draw is never repeated");

        var revealed = rounds.reveal(GAME, round);
        assertEquals(revealed, rounds.reveal(GAME, round), "the same record again");
        assertEquals(
                revealed.getRecord(),
                Rounds.await(
                                fairness.getRecord(
                                        GetRecordRequest.newBuilder()
                                                .setGame(GAME)
                                                .setRound(round)
                                                .build()))
                        .getRecord());
        checked(game, round, drawn, revealed);
        assertEquals(
                RefusalCode.SEALED_OTHERWISE,
                Rounds.refused(fairness.reveal(Rounds.voided(GAME, round))).code(),
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
        assertEquals(Rounds.pf1(game.getGameId()), registration.identity().gameId());
        var end = (RoundRecord.Drawn) record.record().end();
        assertEquals(drawn.getOutcome(), end.outcome());
        assertEquals(List.of("DEV_BEACON", DrawSoftware.running().flag()), record.record().flags());
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
                .atMost(Rounds.LONG)
                .until(() ->
                        chain.batch(Rounds.pf1(game.getGameId()), batch)
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
        var game = rounds.game(GAME);
        long far = Rounds.roundAt(game, System.currentTimeMillis()) + 1_000;
        assertEquals(
                RefusalCode.BATCH_NOT_FINAL,
                Rounds.refused(fairness.prepare(rounds.prepareOf(GAME, far))).code());
        long passed =
                Awaitility.await()
                        .atMost(Rounds.LONG)
                        .until(
                                () -> Rounds.roundAt(game, System.currentTimeMillis() - 500),
                                round -> round >= 0 && !Rounds.TAKEN.contains(GAME + round));
        assertEquals(
                RefusalCode.PAST_OPENING,
                Rounds.refused(fairness.prepare(rounds.prepareOf(GAME, passed))).code());
    }

    @Test
    void a_skipped_round_stays_skipped_and_the_next_record_says_so() {
        long round = rounds.prepared(GAME);
        Rounds.await(fairness.skip(Rounds.skipOf(GAME, round)));
        Rounds.await(fairness.skip(Rounds.skipOf(GAME, round)));
        assertEquals(
                RefusalCode.PAST_OPENING,
                Rounds.refused(
                                fairness.seal(
                                        rounds.sealOf(GAME, round)
                                                .setSealedAtMs(rounds.confirmBy(GAME, round))
                                                .build()))
                        .code());
        assertEquals(
                RefusalCode.ROUND_UNKNOWN,
                Rounds.refused(
                                fairness.getRecord(
                                        GetRecordRequest.newBuilder()
                                                .setGame(GAME)
                                                .setRound(round)
                                                .build()))
                        .code());
        long next = rounds.prepared(GAME);
        rounds.seal(GAME, next);
        rounds.draw(GAME, next);
        var record = SignedRecord.parse(rounds.reveal(GAME, next).getRecord()).record();
        assertTrue(record.skippedFrom().orElseThrow() <= round);
    }

    @Test
    void a_voided_round_has_a_record_with_its_reason_and_no_numbers() {
        long round = rounds.prepared(GAME);
        var record =
                SignedRecord.parse(
                        Rounds.await(fairness.reveal(Rounds.voided(GAME, round))).getRecord());
        assertTrue(record.hashFits());
        assertEquals(new RoundRecord.Voided("two admins agreed"), record.record().end());
    }

    @Test
    void a_draw_waits_for_its_beacon_no_longer_than_its_deadline() {
        rounds.game(GAME);
        int late = given().get("/v1/games/" + GAME + "/rounds/counts").path("late");
        long round = rounds.prepared(GAME);
        rounds.seal(GAME, round);
        var hasty = stub.withDeadlineAfter(600, TimeUnit.MILLISECONDS);
        assertEquals(
                RefusalCode.BEACON_NOT_YET,
                Rounds.refused(hasty.draw(Rounds.drawOf(GAME, round))).code());
        rounds.draw(GAME, round);
        rounds.reveal(GAME, round);
        given().get("/v1/games/" + GAME + "/rounds/counts")
                .then()
                .statusCode(200)
                .body("settled", greaterThan(0), "late", equalTo(late));
    }

    @Test
    void a_seal_that_was_asked_for_in_time_and_came_after_the_beacon_says_so() {
        long round = rounds.prepared(GAME);
        long beaconAt = rounds.prepare(GAME, round).getBeaconAtMs();
        Awaitility.await()
                .atMost(Rounds.LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.currentTimeMillis() >= beaconAt);
        var seal = Rounds.await(fairness.seal(rounds.sealOf(GAME, round).build()));
        assertTrue(seal.getLate());
        assertTrue(seal.getSealedAtMs() >= beaconAt, "its time is that of the signature");
        rounds.draw(GAME, round);
        var record = SignedRecord.parse(rounds.reveal(GAME, round).getRecord()).record();
        assertTrue(record.flags().contains(RoundRecord.LATE_SEAL));
        assertEquals(seal.getSealedAtMs(), record.seal().orElseThrow().sealedAtMs());
    }

    @Test
    void bad_requests_name_their_field() {
        assertEquals(
                "table_hash",
                Rounds.refused(
                                fairness.prepare(
                                        rounds.prepareOf(GAME, 1).toBuilder()
                                                .setTableHash(ByteString.EMPTY)
                                                .build()))
                        .field());
        for (long round : new long[] {-1, Long.MAX_VALUE, 1L << 50}) {
            assertEquals(
                    "round",
                    Rounds.refused(fairness.prepare(rounds.prepareOf(GAME, round, 1).build()))
                            .field());
            assertEquals(
                    "round", Rounds.refused(fairness.draw(Rounds.drawOf(GAME, round))).field());
        }
        assertEquals(
                RefusalCode.GAME_UNKNOWN,
                Rounds.refused(fairness.draw(Rounds.drawOf("nothing", 1))).code());
        given().get("/v1/games/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("GAME_UNKNOWN"));
    }

    @Test
    void verified_beacons_are_streamed() {
        rounds.game(GAME);
        var beacons =
                fairness.watchBeacons(WatchBeaconsRequest.newBuilder().setGame(GAME).build())
                        .select()
                        .first(2)
                        .collect()
                        .asList()
                        .await()
                        .atMost(Rounds.CALL);
        assertTrue(beacons.get(1).getBeaconRound() > beacons.get(0).getBeaconRound());
        assertTrue(beacons.get(1).getEmittedAtMs() <= System.currentTimeMillis());
    }
}
