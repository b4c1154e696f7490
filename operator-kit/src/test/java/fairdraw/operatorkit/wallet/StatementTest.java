package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wallet's own list, which the house compares with its books. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class StatementTest {

    /** Not a moment earlier: what other tests of these players moved belongs to them. */
    private static final Instant START = Instant.now();

    @Test
    void every_movement_is_a_line_and_a_tombstone_is_one_that_moved_nothing() {
        var house = House.ticket("niels", 30);
        house.debit().then().statusCode(200);
        house.credit("b1", 53).then().statusCode(200);
        house.adjust("a-" + house.ticket(), -3).then().statusCode(200);
        var late = House.ticket("niels", 7);
        late.rollback("DEBIT_UNKNOWN").then().statusCode(200);
        House.ticket("niels", 90_000_000).debit().then().statusCode(402);
        List<String> lines = new ArrayList<>();
        pages("niels", 1)
                .forEach(page ->
                        lines.add(
                                page.getString("transactions[0].kind")
                                        + " "
                                        + page.getLong("transactions[0].amount")
                                        + " "
                                        + page.getBoolean("transactions[0].moved")));
        assertThat(lines)
                .containsExactly(
                        "DEBIT 30 true",
                        "CREDIT 53 true",
                        "ADJUSTMENT -3 true",
                        "ROLLBACK 0 false");
    }

    @Test
    void a_line_says_all_that_the_house_knows() {
        var house = House.ticket("olga", 30);
        house.debit().then().statusCode(200);
        var line = pages("olga", 1).getFirst();
        assertThat(line.getMap("transactions[0]"))
                .containsEntry("transaction_id", house.debitId())
                .containsEntry("player", "olga")
                .containsEntry("ticket_id", house.ticket())
                .containsEntry("game", "digits-3")
                .containsEntry("round_id", "digits-3:7")
                .containsEntry("currency", "EUR")
                .containsEntry("mode", "REAL")
                .containsKeys("operator_transaction_id", "at");
    }

    @Test
    void the_period_is_half_open() {
        var house = House.ticket("rosa", 30);
        house.debit().then().statusCode(200);
        Instant at = Instant.parse(pages("rosa", 1).getFirst().getString("transactions[0].at"));
        String id = house.debitId();
        assertThat(page(at, at.plusSeconds(1), null, 500).getList("transactions.transaction_id"))
                .contains(id);
        assertThat(page(START, at, null, 500).getList("transactions.transaction_id"))
                .doesNotContain(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\",\"limit\":1}",
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"limit\":501}",
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"limit\":0}",
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}",
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"after\":\"x\","
                        + "\"limit\":1}"
            })
    void a_page_that_cannot_be_meant_is_refused(String page) {
        House.post("transactions", page).then().statusCode(400);
    }

    /** Pages of one line each that are this player's, from all pages. */
    private static List<JsonPath> pages(String player, int limit) {
        List<JsonPath> found = new ArrayList<>();
        @Nullable String after = null;
        do {
            JsonPath page = page(START, Instant.now().plusSeconds(1), after, limit);
            if (player.equals(page.getString("transactions[0].player"))) {
                found.add(page);
            }
            after = page.getString("next");
        } while (after != null);
        return found;
    }

    private static JsonPath page(Instant from, Instant to, @Nullable String after, int limit) {
        return House.post(
                        "transactions",
                        "{\"from\":\"%s\",\"to\":\"%s\",\"after\":%s,\"limit\":%d}"
                                .formatted(
                                        from,
                                        to,
                                        after == null ? "null" : '"' + after + '"',
                                        limit))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
