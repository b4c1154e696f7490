package fairdraw.engine.settlement;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.events.v1.CurrencyLimits;
import fairdraw.events.v1.RoundSettlement;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletDialect;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class SettlementEventsTest {

    @Inject Play play;

    @Test
    void only_wallets_that_close_a_bet_by_its_credit_hear_of_losing_ones() throws Exception {
        var dialect = WalletDialect.newBuilder().setZeroCredits(true).build();
        play.tell("op-zero", limits(), dialect);
        play.tell("op-plain", limits(), WalletDialect.getDefaultInstance());
        long round = play.openRound();
        int outcome = FairnessDouble.outcome(round);
        String hit = "%03d".formatted(outcome);
        String miss = "%03d".formatted((outcome + 1) % 1000);
        var won =
                play.accepted(
                        request(
                                "op-zero",
                                "ann",
                                round,
                                bet("STRAIGHT", miss, 100),
                                bet("STRAIGHT", hit, 100)));
        var lost = play.accepted(request("op-zero", "bob", round, bet("STRAIGHT", miss, 100)));
        play.accepted(request("op-plain", "cy", round, bet("STRAIGHT", miss, 100)));
        play.finish(round);

        var credits = new TreeMap<String, Long>();
        for (var payload :
                Play.column(
                        "select payload from outbox where type = 'fairdraw.wallet.credit' and"
                                + " event_key like any(array['op-zero/%', 'op-plain/%'])")) {
            var command = WalletCommand.parseFrom((byte[]) payload);
            credits.put(command.getTransaction(), command.getCredit().getAmount());
        }
        assertEquals(
                Map.of(
                        credit(won.getId(), 0), 0L,
                        credit(won.getId(), 1), won.getBets(1).getPotentialPayout(),
                        credit(lost.getId(), 0), 0L),
                credits);
        // Losers cost no row of the books, whoever hears of them.
        assertEquals(1, number("select count(*) from settlements where round = ?", round));
        assertEquals(100, won.getBets(0).getStake());
        assertEquals(
                1,
                number(
                        "select count(*) from outbox where type = 'fairdraw.bet.won'"
                                + " and event_key = 'op-zero'"));
    }

    @Test
    void the_event_carries_the_figures_over_operators_and_markets() throws Exception {
        play.tell("op-agg-a", limits(), WalletDialect.getDefaultInstance());
        play.tell("op-agg-b", limits(), WalletDialect.getDefaultInstance());
        long round = play.openRound();
        play.accepted(
                request(
                        "op-agg-a",
                        "ann",
                        round,
                        bet("ODD_EVEN", "ODD", 100),
                        bet("STRAIGHT", "001", 70)));
        play.accepted(request("op-agg-b", "bob", round, bet("ODD_EVEN", "EVEN", 50)));
        play.finish(round);
        var event = settlement();
        assertEquals(3, event.getCellsCount());
        var stakes = new TreeMap<String, Long>();
        event.getAggregatesList()
                .forEach(cell ->
                        stakes.put(cell.getOperator() + " " + cell.getMarket(), cell.getStakes()));
        assertEquals(
                Map.of(
                        "* *", 220L,
                        "* ODD_EVEN", 150L,
                        "* STRAIGHT", 70L,
                        "op-agg-a *", 170L,
                        "op-agg-b *", 50L),
                stakes);
    }

    private static RoundSettlement settlement() throws Exception {
        var payload =
                Play.column(
                        "select payload from outbox where topic = 'fairdraw.settlements.v1'"
                                + " order by position desc limit 1");
        return RoundSettlement.parseFrom((byte[]) payload.getFirst());
    }

    private static String credit(String ticket, int index) {
        return Ids.derived("credit", ticket, Integer.toString(index)).toString();
    }

    private static CurrencyLimits limits() {
        return CurrencyLimits.newBuilder()
                .setCurrency("EUR")
                .setMinStake(50)
                .setMaxStake(10_000)
                .setMaxWin(50_000_000)
                .setRoundLiability(500_000_000)
                .build();
    }
}
