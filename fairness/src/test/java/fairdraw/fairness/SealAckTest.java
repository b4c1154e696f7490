package fairdraw.fairness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.SealAcknowledgement;
import fairdraw.kernel.Ed25519Key;
import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.SignedRecord;
import fairdraw.stack.TestParts;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators say about the seal is evidence, and what happened to a round is written once. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class SealAckTest {

    private static final String GAME = FairnessParts.GAME;
    private static final String AT = "2026-01-01T00:00:06.5Z";

    @GrpcClient("fairness")
    FairnessService fairness;

    @Test
    void the_record_names_those_who_signed_this_seal_in_time_and_later_ones_are_public()
            throws Exception {
        var rounds = new Rounds(fairness);
        long round = rounds.prepared(GAME);
        var seal = rounds.seal(GAME, round).getSeal();
        var hash = Derivation.hash(seal.getBytes(StandardCharsets.UTF_8));
        var honest = signed("honest", round, hash, 1);
        say(honest, honest, signed("otherwise", round, Derivation.hash(new byte[1]), 2));
        say(honest.toBuilder().setOperator("forger").setKey(key(9).getKey()).build());
        say(honest.toBuilder().setOperator("mute").clearSignature().build());
        say(signed("liar", round + 1, hash, 3).toBuilder().setRound(round).build());
        Awaitility.await().atMost(Rounds.LONG).until(() -> items(round).size() == 5);
        rounds.draw(GAME, round);
        var record = SignedRecord.parse(rounds.reveal(GAME, round).getRecord()).record();
        assertEquals(
                List.of(new fairdraw.pf1.RoundRecord.SealAck("honest", hex(honest))),
                record.sealAcks());
        say(signed("late", round, hash, 4));
        Awaitility.await().atMost(Rounds.LONG).until(() -> items(round).size() == 6);
        assertEquals(
                Map.of(
                        "forger", "false,true",
                        "honest", "true,true",
                        "late", "true,true",
                        "liar", "false,true",
                        "mute", "false,true",
                        "otherwise", "true,false"),
                items(round).stream()
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        item -> item.get("operator").toString(),
                                        item -> item.get("signed") + "," + item.get("sameSeal"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opening", "seal", "draw", "record", "seed_audit", "seal_ack"})
    void a_second_row_for_a_round_has_no_room_and_the_first_one_stays(String table)
            throws Exception {
        var rounds = new Rounds(fairness);
        long round = rounds.prepared(GAME);
        var seal = rounds.seal(GAME, round).getSeal();
        say(signed("one", round, Derivation.hash(seal.getBytes(StandardCharsets.UTF_8)), 1));
        Awaitility.await().atMost(Rounds.LONG).until(() -> items(round).size() == 1);
        rounds.draw(GAME, round);
        rounds.reveal(GAME, round);
        var where = " where game = '" + GAME + "' and round = " + round;
        for (var change :
                List.of(
                        "update " + table + " set at = at" + where,
                        "delete from " + table + where,
                        "truncate " + table + " cascade")) {
            assertEquals("23001", refusal(change), change);
        }
        if (!table.equals("seed_audit")) {
            assertEquals(
                    "23505",
                    refusal("insert into " + table + " select * from " + table + where),
                    "equivocation");
        }
    }

    private static String refusal(String sql) {
        return assertThrows(SQLException.class, () -> Rounds.sql(sql)).getSQLState();
    }

    private static List<Map<String, Object>> items(long round) {
        return given().get("/v1/games/" + GAME + "/rounds/" + round + "/acknowledgements")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    private static String hex(SealAcknowledgement ack) {
        return Bytes.of(ack.getSignature().toByteArray()).hex();
    }

    private static SealAcknowledgement key(int seed) {
        return signed("x", 0, Bytes.zero(32), seed);
    }

    private static SealAcknowledgement signed(String operator, long round, Bytes hash, int seed) {
        byte[] material = new byte[32];
        material[0] = (byte) seed;
        var key = Ed25519Key.fromSeed(material);
        var text =
                "fairdraw seal acknowledgement|" + GAME + "|" + round + "|" + hash.hex() + "|" + AT;
        return SealAcknowledgement.newBuilder()
                .setGame(GAME)
                .setRound(round)
                .setOperator(operator)
                .setSealHash(ByteString.copyFrom(hash.toArray()))
                .setAcknowledgement("{}")
                .setSignature(ByteString.copyFrom(key.sign(text.getBytes(StandardCharsets.UTF_8))))
                .setKey(ByteString.copyFrom(key.publicKey()))
                .setReceivedAt(AT)
                .build();
    }

    private static void say(SealAcknowledgement... acks) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", TestParts.kafka().bootstrap());
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (var ack : acks) {
                producer.send(
                                new ProducerRecord<>(
                                        "fairdraw.seal-acks.v1", GAME, ack.toByteArray()))
                        .get();
            }
        }
    }
}
