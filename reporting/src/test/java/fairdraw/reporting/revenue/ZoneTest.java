package fairdraw.reporting.revenue;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.reporting.Feed;
import fairdraw.reporting.ReportingParts;
import fairdraw.reporting.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of a named zone: where its clocks change they have 23 or 25 hours, and no hour is lost. */
@QuarkusTest
@QuarkusTestResource(ReportingParts.class)
class ZoneTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static JsonPath report(String query) {
        return given().auth()
                .oauth2(Tokens.of("auditor"))
                .get("/v1/reports/revenue?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A round in the middle of each of these hours, of a stake that no other one has. */
    private static void playEveryHour(String game, Instant from, int hours) {
        for (int i = 0; i < hours; i++) {
            String at = from.plus(Duration.ofHours(i)).plus(Duration.ofMinutes(30)).toString();
            Feed.settle(
                    game, Feed.round(game, i + 1, at, List.of(Feed.cell("demo", i + 1, false))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Hours of the day before, of the change, and of the day after.
        "spring, 2026-03-27T23:00:00Z, 2026-03-28, 24, 23, 24",
        "autumn, 2026-10-23T22:00:00Z, 2026-10-24, 24, 25, 24"
    })
    void a_day_has_the_hours_of_its_zone_and_all_days_are_the_total(
            String game, Instant start, String firstDay, int before, int change, int after) {
        int hours = before + change + after;
        playEveryHour(game, start, hours);
        String all = "game=" + game + "&from=" + start + "&to=" + start.plusSeconds(hours * 3_600L);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertEquals(
                                hours, report(all + "&groupBy=total").getInt("items[0].rounds")));
        String days =
                "zone=Europe/Berlin&game=%s&from=%s&to=%s"
                        .formatted(game, firstDay, java.time.LocalDate.parse(firstDay).plusDays(3));
        JsonPath zoned = report(days + "&groupBy=day");
        assertEquals(List.of(before, change, after), zoned.getList("items.rounds"));
        assertEquals("Europe/Berlin", zoned.getString("zone"));
        assertEquals(start, Instant.parse(zoned.getString("from")));
        assertEquals(start.plusSeconds(hours * 3_600L), Instant.parse(zoned.getString("to")));
        // Each hour is in one day and in one only: every stake is another one.
        List<Integer> stakes = zoned.getList("items.stakes");
        int next = 1;
        for (int day = 0; day < 3; day++) {
            int length = List.of(before, change, after).get(day);
            int sum = 0;
            for (int hour = 0; hour < length; hour++) {
                sum += 100 * next++;
            }
            assertEquals(sum, stakes.get(day), "day " + day);
        }
        // Half-open and without a gap: the end of a day is the begin of the next one.
        List<String> begins = zoned.getList("items.from");
        List<String> ends = zoned.getList("items.to");
        assertEquals(begins.get(1), ends.get(0));
        assertEquals(begins.get(2), ends.get(1));
        assertEquals(
                Duration.ofHours(change),
                Duration.between(Instant.parse(begins.get(1)), Instant.parse(ends.get(1))));
        // The UTC hours come to the same.
        JsonPath utc = report(all + "&groupBy=hour&limit=100");
        assertEquals(hours, utc.getList("items").size());
        assertEquals("UTC", utc.getString("zone"));
        assertEquals(
                utc.getList("items.stakes", Integer.class).stream().mapToInt(it -> it).sum(),
                stakes.stream().mapToInt(it -> it).sum());
    }

    @Test
    void the_file_names_its_zone_and_both_moments_of_each_row() {
        String game = "zonefile";
        playEveryHour(game, Instant.parse("2026-10-24T22:00:00Z"), 25);
        String query = "zone=Europe/Berlin&from=2026-10-25&to=2026-10-26&groupBy=day&game=" + game;
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals(List.of(25), report(query).getList("items.rounds")));
        given().auth()
                .oauth2(Tokens.of("auditor"))
                .get("/v1/reports/revenue.csv?" + query)
                .then()
                .statusCode(200)
                .body(containsString(",from,to,zone\r\n"))
                .body(
                        containsString(
                                ",2026-10-24T22:00:00Z,2026-10-25T23:00:00Z,Europe/Berlin\r\n"));
    }

    @Test
    void a_month_of_a_zone_begins_and_ends_there() {
        String game = "zonemonth";
        playEveryHour(game, Instant.parse("2026-09-30T20:00:00Z"), 4);
        String query =
                "zone=Europe/Berlin&from=2026-09-01&to=2026-11-01&groupBy=month&game=" + game;
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertEquals(List.of(2, 2), report(query).getList("items.rounds")));
        assertEquals(
                List.of("2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"),
                report(query).getList("items.to"));
    }

    @ParameterizedTest
    @CsvSource({
        "zone=Europe/Bern&from=2026-03-01&to=2026-03-02, zone",
        "zone=%2B02:00&from=2026-03-01&to=2026-03-02, zone",
        "zone=Asia/Kolkata&from=2026-03-01&to=2026-03-02, zone",
        "zone=Europe/Berlin&from=2026-02-30&to=2026-03-02, from",
        "from=2026-03-01&to=2026-03-02, from"
    })
    void what_is_no_zone_or_cuts_an_hour_is_refused(String query, String field) {
        for (String report : List.of("revenue", "revenue.csv", "corrections", "corrections.csv")) {
            given().auth()
                    .oauth2(Tokens.of("auditor"))
                    .get("/v1/reports/" + report + "?" + query)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(field));
        }
    }

    @Test
    void the_reconciliation_knows_the_same_days_and_any_zone() {
        for (String zone : List.of("Europe/Berlin", "Asia/Kolkata")) {
            given().auth()
                    .oauth2(Tokens.of("auditor"))
                    .get("/v1/reconciliation?from=2026-03-29&to=2026-03-30&zone=" + zone)
                    .then()
                    .statusCode(200)
                    .body("zone", equalTo(zone))
                    .body("from", containsString("2026-03-28T"))
                    .body("to", containsString("2026-03-29T"));
        }
        assertTrue(
                given().auth()
                                .oauth2(Tokens.of("auditor"))
                                .get(
                                        "/v1/reconciliation?from=2026-03-29&to=2026-03-30&zone=Nowhere")
                                .statusCode()
                        == 400);
    }
}
