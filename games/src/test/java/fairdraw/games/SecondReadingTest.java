package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fairdraw.pf1.Json;
import fairdraw.pf1.OutcomeSpace;
import fairdraw.pf1.verify.PayoutRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The verifier reads a payout table for itself, without this module's code. Both must owe the same
 * for every selection of every market on every outcome.
 */
class SecondReadingTest {

    private static final List<Long> STAKES = List.of(1L, 177L, 9_999L, 9_007_199_254_740_993L);

    @Test
    void every_bet_on_a_shipped_game_is_owed_the_same_by_both() {
        for (Game game : Game.shipped()) {
            var table = PayoutTable.of(game.slug());
            compare(table);
        }
    }

    @Test
    void markets_that_no_table_has_yet_are_read_alike_too() {
        var space = new OutcomeSpace.Digits(3);
        var game = Game.find("digits-3").orElseThrow();
        var markets = new TreeMap<Market, MarketTable>();
        for (Market market : Market.values()) {
            if (market.samples(space).isEmpty()) {
                continue;
            }
            var rows = new TreeMap<String, Multiplier>();
            int row = 0;
            for (String sample : market.samples(space)) {
                for (String name : market.cover(space, sample).orElseThrow().rows().keySet()) {
                    rows.putIfAbsent(name, new Multiplier(12_345 + 1_111 * row++));
                }
            }
            markets.put(market, new MarketTable(market, space, rows));
        }
        compare(new PayoutTable(game, 1, 1, Volatility.MEDIUM, markets, new TreeMap<>()));
    }

    private static void compare(PayoutTable table) {
        var space = table.game().space();
        var rule = new PayoutRule(Json.parse(table.json()), space);
        var unknown = new TreeSet<Market>();
        int compared = 0;
        for (var market : table.markets().values()) {
            for (String selection : selections(market, space)) {
                if (!(market.select(selection) instanceof Selection.Parsed parsed)) {
                    continue;
                }
                for (int outcome = 0; outcome < table.game().outcomes(); outcome++) {
                    long stake = STAKES.get(outcome % STAKES.size());
                    var owed = rule.payout(market.market().name(), selection, stake, outcome);
                    if (owed.isEmpty()) {
                        unknown.add(market.market());
                        break;
                    }
                    String bet = market.market() + " " + selection + " on " + outcome;
                    assertEquals(parsed.payout(stake, outcome), owed.getAsLong(), bet);
                    compared++;
                }
            }
        }
        // A market that the verifier does not know is said to be unknown, never paid wrongly.
        assertFalse(compared == 0 && unknown.isEmpty(), () -> table.game().slug());
    }

    private static List<String> selections(MarketTable market, OutcomeSpace space) {
        var texts = new HashSet<>(market.market().samples(space));
        if (space instanceof OutcomeSpace.Digits digits) {
            for (int number = 0; number < space.outcomes(); number += 7) {
                texts.add(("%0" + digits.digits() + "d").formatted(number));
                texts.add("%02d".formatted(number % 100));
            }
            for (int digit = 0; digit < 10; digit++) {
                for (int position = 1; position <= digits.digits(); position++) {
                    texts.add(position + ":" + digit);
                }
            }
        }
        texts.addAll(List.of("ODD", "EVEN", "HIGH", "LOW"));
        return new ArrayList<>(texts);
    }
}
