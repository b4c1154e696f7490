package fairdraw.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import fairdraw.fairness.v1.FairnessService;
import fairdraw.fairness.v1.SealRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.RefusalCode;
import fairdraw.pf1.Derivation;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when somebody changes what is stored. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class TamperTest {

    private static final String GAME = FairnessParts.GAME;

    private static final int FORGED_LEDGERS = 20_000;
    private static final int CALLS_AT_ONCE = 16;

    @GrpcClient("fairness")
    FairnessService fairness;

    private Rounds rounds;

    @BeforeEach
    void play() {
        rounds = new Rounds(fairness);
    }

    @Test
    void masters_that_are_swapped_between_batches_do_not_open() throws SQLException {
        rounds.game(FairnessParts.SWAPPED);
        long round = rounds.prepared(FairnessParts.SWAPPED);
        rounds.seal(FairnessParts.SWAPPED, round);
        Rounds.sql(
                """
                update seed s set ciphertext = o.ciphertext, nonce = o.nonce from seed o
                 where s.game = 'digits-2' and o.game = s.game and o.batch = s.batch + 1\
                """);
        assertEquals(
                RefusalCode.UNAVAILABLE,
                Rounds.refused(fairness.draw(Rounds.drawOf(FairnessParts.SWAPPED, round))).code());
        assertTrue(
                Rounds.refused(fairness.prepare(rounds.prepareOf(FairnessParts.SWAPPED, round + 9)))
                        .detail()
                        .startsWith("halted"));
    }

    @Test
    void a_batch_that_differs_from_the_chain_halts_the_game() throws SQLException {
        var game = rounds.game(FairnessParts.DIFFERENT);
        rounds.prepared(FairnessParts.DIFFERENT);
        Rounds.sql("update batch set master_hash = sha256('other') where game = 'lotto-5-20'");
        long later = Rounds.roundAt(game, System.currentTimeMillis()) + 4;
        assertEquals(
                RefusalCode.UNAVAILABLE,
                Rounds.refusedAtLast(() ->
                                fairness.prepare(rounds.prepareOf(FairnessParts.DIFFERENT, later)))
                        .code());
    }

    @Test
    void the_engine_cannot_read_a_seed() throws SQLException {
        rounds.game(GAME);
        try (var connection = FairnessParts.database("engine").connect();
                var statement = connection.createStatement()) {
            var denied =
                    assertThrows(
                            SQLException.class,
                            () -> statement.executeQuery("select * from fairness.seed"));
            assertEquals("42501", denied.getSQLState());
        }
    }

    @Test
    void twenty_thousand_ledgers_forged_after_the_beacon_change_no_number() {
        rounds.game(GAME);
        long round = rounds.prepared(GAME);
        rounds.seal(GAME, round);
        var drawn = rounds.draw(GAME, round);
        var sealed = rounds.sealOf(GAME, round).build();
        long refused =
                Multi.createFrom()
                        .range(0, FORGED_LEDGERS)
                        .onItem()
                        .transformToUni(i -> sealOtherwise(sealed, i))
                        .merge(CALLS_AT_ONCE)
                        .filter(code -> code == RefusalCode.SEALED_OTHERWISE)
                        .collect()
                        .with(Collectors.counting())
                        .await()
                        .atMost(Rounds.LONG);
        assertEquals(FORGED_LEDGERS, refused);
        assertEquals(drawn, rounds.draw(GAME, round));
        rounds.reveal(GAME, round);
    }

    /** What the service says to another ledger of a round whose numbers are known. */
    private Uni<RefusalCode> sealOtherwise(SealRequest sealed, int forged) {
        byte[] root = Derivation.hash(ByteBuffer.allocate(4).putInt(forged).array()).toArray();
        return fairness.seal(
                        sealed.toBuilder()
                                .setBetRoot(ByteString.copyFrom(root))
                                .setBetCount(forged)
                                .build())
                .map(_ -> RefusalCode.INTERNAL)
                .onFailure()
                .recoverWithItem(failure -> GrpcRefusals.refusal(failure).orElseThrow().code());
    }
}
