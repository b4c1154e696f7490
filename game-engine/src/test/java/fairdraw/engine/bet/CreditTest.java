package fairdraw.engine.bet;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.Mode;
import fairdraw.engine.v1.ReserveResponse;
import fairdraw.engine.v1.RoundState;
import fairdraw.events.v1.CreditMode;
import fairdraw.events.v1.CreditTerms;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.OperatorStatus;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator may owe the house, stakes of unsettled rounds of all games included. */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class CreditTest {

    private static final String EXHAUSTED = "CREDIT_EXHAUSTED";

    @Inject Play play;

    @GrpcService FairnessDouble fairness;

    @AfterEach
    void nothing_is_withheld() {
        fairness.reset();
    }

    @Test
    void a_reservation_holds_credit_and_a_decline_gives_it_back() {
        credit("op-cred", CreditMode.CREDIT_MODE_CREDIT, 1_000);
        play.terms("op-free", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        var first = play.reserved(request("op-cred", "a", round, bet("DIGIT", "1:1", 600)));
        refused(request("op-cred", "b", round, bet("DIGIT", "1:1", 401)));
        play.reserved(request("op-cred", "b", round, bet("DIGIT", "1:1", 400)));
        refused(request("op-cred", "c", round, bet("DIGIT", "1:1", 50)));
        // Its bets alone stop, and play money needs no credit.
        play.reserved(request("op-free", "c", round, bet("DIGIT", "1:1", 10_000)));
        play.reserved(
                request("op-cred", "t", round, bet("DIGIT", "1:1", 5_000)).toBuilder()
                        .setMode(Mode.MODE_TEST)
                        .build());
        play.decline(first.getId());
        play.accepted(request("op-cred", "c", round, bet("DIGIT", "1:1", 600)));
        refused(request("op-cred", "d", round, bet("DIGIT", "1:1", 50)));
        play.finish(round);
    }

    @Test
    void credit_holds_over_rounds_that_are_not_settled_and_follows_their_result() {
        credit("op-over", CreditMode.CREDIT_MODE_CREDIT, 1_000);
        fairness.beaconsWithheld.set(true);
        long first = play.openRound();
        int outcome = FairnessDouble.outcome(first);
        String miss = "%03d".formatted((outcome + 1) % 1000);
        play.accepted(request("op-over", "a", first, bet("STRAIGHT", miss, 700)));
        long second = play.openRound();
        refused(request("op-over", "a", second, bet("DIGIT", "1:1", 301)));
        play.accepted(request("op-over", "a", second, bet("DIGIT", "1:1", 300)));
        fairness.beaconsWithheld.set(false);
        play.finish(second);
        play.awaitState(first, RoundState.ROUND_STATE_PUBLISHED);
        long owed = number("select balance from operator_balance where operator = 'op-over'");
        long third = play.openRound();
        var over = Math.max(50, 1_000 - owed + 1);
        refused(request("op-over", "a", third, bet("DIGIT", "1:1", over)));
        play.finish(third);
    }

    @Test
    void the_credit_of_a_prepaid_operator_is_what_it_paid() throws SQLException {
        credit("op-pre", CreditMode.CREDIT_MODE_PREPAID, 0);
        long round = play.openRound();
        refused(request("op-pre", "a", round, bet("DIGIT", "1:1", 50)));
        play.finish(round);
    }

    @Test
    void stakes_of_another_game_count_too() throws SQLException {
        credit("op-games", CreditMode.CREDIT_MODE_CREDIT, 1_000);
        long round = play.openRound();
        elsewhere("insert into operator_held values ('op-games', 'EUR', 'REAL', 'lotto', 900)");
        refused(request("op-games", "a", round, bet("DIGIT", "1:1", 101)));
        play.reserved(request("op-games", "a", round, bet("DIGIT", "1:1", 100)));
        elsewhere("delete from operator_held where game = 'lotto'");
        play.finish(round);
    }

    @Test
    void many_at_once_hold_no_more_than_there_is() {
        credit("op-many", CreditMode.CREDIT_MODE_CREDIT, 1_000);
        long round = play.openRound();
        var answers =
                Play.now(
                        Uni.join()
                                .all(
                                        IntStream.range(0, 30)
                                                .mapToObj(i ->
                                                        play.reserving(
                                                                request(
                                                                        "op-many",
                                                                        "p" + i,
                                                                        round,
                                                                        bet("DIGIT", "1:1", 99))))
                                                .toList())
                                .andFailFast());
        assertEquals(10, answers.stream().filter(ReserveResponse::hasReserved).count());
        assertTrue(
                answers.stream()
                        .filter(ReserveResponse::hasRefused)
                        .allMatch(answer -> answer.getRefused().getCode().equals(EXHAUSTED)));
        play.finish(round);
    }

    private void credit(String operator, CreditMode mode, long limit) {
        var limits =
                CurrencyLimits.newBuilder()
                        .setCurrency("EUR")
                        .setMinStake(50)
                        .setMaxStake(10_000)
                        .setMaxWin(50_000_000)
                        .setRoundLiability(500_000_000)
                        .setCredit(CreditTerms.newBuilder().setMode(mode).setLimit(limit))
                        .build();
        play.tell(operator, OperatorStatus.OPERATOR_STATUS_ACTIVE, List.of(limits));
    }

    private void refused(fairdraw.engine.v1.ReserveRequest request) {
        assertEquals(EXHAUSTED, play.reserve(request).getRefused().getCode());
    }

    private static void elsewhere(String sql) throws SQLException {
        try (var connection = EngineParts.database().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
