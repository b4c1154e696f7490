package fairdraw.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Has the operator's own list of a period fetched, as an operator does that cannot wait for it. */
final class Statements {

    private Statements() {}

    /** Waits until the list of [from, to) has come whole. */
    static JsonNode fetched(Operator operator, Instant from, Instant to) {
        String id = asked(operator, from, to);
        return await("the operator's own list")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> operator.get("/v1/reports/statements/" + id).expect(200),
                        it -> it.path("state").asText().equals("FETCHED"));
    }

    /** Asks for the list; the id of the statement. */
    static String asked(Operator operator, Instant from, Instant to) {
        Map<String, Object> period =
                Map.of(
                        "from", from.truncatedTo(ChronoUnit.MILLIS).toString(),
                        "to", to.truncatedTo(ChronoUnit.MILLIS).toString());
        return operator.post("/v1/reports/statements", period, Map.of())
                .expect(202)
                .path("statementId")
                .asText();
    }
}
