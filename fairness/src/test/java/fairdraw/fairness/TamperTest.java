package fairdraw.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.fairness.v1.FairnessService;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when somebody changes what is stored. */
@QuarkusTest
@QuarkusTestResource(FairnessParts.class)
class TamperTest {

    private static final String GAME = FairnessParts.GAME;

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
}
