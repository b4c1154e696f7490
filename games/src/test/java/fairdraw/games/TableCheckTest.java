package fairdraw.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.pf1.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableCheckTest {

    private static final String SHIPPED = PayoutTable.of("digits-3").json();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"885\"|\"891\"|STRAIGHT/ALL: RTP 89.1000 % is outside 88.00..89.00 %",
                "\"885\"|\"879\"|STRAIGHT/ALL: RTP 87.9000 % is outside 88.00..89.00 %",
                "\"minStake\":50|\"minStake\":13|"
                        + "ODD_EVEN/ALL: effective RTP 85.7143 % at a stake of 14 is outside",
                "\"DIGIT\":{\"ALL\":\"8.85\"}|\"DIGIT\":{\"ALL\":\"8.85\",\"ANY\":\"9\"}|"
                        + "DIGIT/ANY: the row can never be hit",
                "\"MEDIUM\"|\"LOW\"|TABLE: volatility is MEDIUM",
                "\"STRAIGHT/ALL\":4|\"STRAIGHT/ALL\":40|TABLE: volatility is HIGH",
                "\"STRAIGHT/ALL\"|\"STRAIGHT/SOME\"|TABLE/STRAIGHT/SOME: the mix names what is not"
            })
    void a_table_is_refused_by_market_class_and_figure(String from, String to, String refusal) {
        assertTrue(SHIPPED.contains(from));
        var refusals = PayoutTable.parse(SHIPPED.replace(from, to)).check();
        assertTrue(
                refusals.stream().anyMatch(it -> it.toString().contains(refusal)),
                () -> refusal + " is not in " + refusals);
    }

    @Test
    void a_minimum_stake_that_looks_fine_hides_a_worse_one_above_it() {
        // The example of the specification: 13 at 1.77 pays 88.46 %, 14 only 85.71 %.
        var table = PayoutTable.parse(SHIPPED.replace("1.78", "1.77").replace(":50,", ":13,"));
        var figures = table.market("ODD_EVEN").orElseThrow().figures(13).getFirst();
        assertEquals("88.5000", figures.rtp().percent(4));
        assertEquals("85.7143", figures.effectiveRtp().percent(4));
        assertEquals(14, figures.worstStake());
    }

    @Test
    void the_smallest_minimum_stake_of_the_shipped_multipliers_is_42() {
        for (long min = 1; min <= 60; min++) {
            var table = PayoutTable.parse(SHIPPED.replace(":50,", ":" + min + ","));
            assertEquals(min >= 42, table.check().isEmpty(), "minimum " + min);
        }
    }

    @Test
    void a_table_without_markets_or_weights_is_refused() {
        var json =
                "{\"game\":\"digits-3\",\"version\":1,\"minStake\":1,\"volatility\":\"MEDIUM\","
                        + "\"markets\":{},\"mix\":{}}";
        assertEquals(1, PayoutTable.parse(json).check().size());
        assertTrue(
                PayoutTable.parse(SHIPPED.replaceAll("\"mix\":\\{[^}]*}", "\"mix\":{}"))
                        .check()
                        .toString()
                        .contains("the mix has no weight"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"8.85\"|8.85|markets.DIGIT.ALL",
                "\"8.85\"|\"8.850\"|''",
                "\"8.85\"|\"8.85001\"|''",
                "\"8.85\"|\"-8.85\"|''",
                "\"8.85\"|\"1e3\"|''",
                "\"8.85\"|\"0\"|''",
                "DIGIT\":{|DICE\":{|markets.DICE",
                "\"version\":1|\"version\":0|''",
                "\"version\":1|\"version\":1,\"rtp\":90|rtp",
                "digits-3|digits-9|game",
                "MEDIUM|MIDDLE|''"
            })
    void a_malformed_version_is_refused_with_the_field(String from, String to, String field) {
        assertTrue(SHIPPED.contains(from));
        var json = SHIPPED.replace(from, to);
        var refusal = assertThrows(MalformedException.class, () -> PayoutTable.parse(json));
        assertEquals(field, refusal.field());
    }

    @Test
    void a_box_pays_by_its_number_of_orders() {
        var table =
                PayoutTable.parse(
                        SHIPPED.replace(
                                "\"DIGIT\":",
                                "\"BOX\":{\"1\":\"885\",\"3\":\"295\",\"6\":\"147.5\"},"
                                        + "\"DIGIT\":"));
        assertEquals(List.of(), table.check());
        var classes = table.market("BOX").orElseThrow().figures(50);
        assertEquals(
                List.of("1", "3", "6"), classes.stream().map(Figures::selectionClass).toList());
        assertEquals(List.of(1, 3, 6), classes.stream().map(Figures::covers).toList());
        var six = (Selection.Parsed) table.select("BOX", "472");
        assertEquals(14_750, six.payout(100, 274));
        assertEquals(0, six.payout(100, 272));
        // A class without a row is not sold.
        var fewer = PayoutTable.parse(table.json().replace("\"1\":\"885\",", ""));
        assertTrue(fewer.select("BOX", "777") instanceof Selection.Refused);
        assertTrue(fewer.select("BOX", "772") instanceof Selection.Parsed);
    }
}
