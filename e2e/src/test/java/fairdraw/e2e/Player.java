package fairdraw.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A player in the game page: knows a session token and nothing else. */
final class Player {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final String gateway;
    private final String name;
    private final String token;
    private final String launchUrl;
    private final InstantSource clock;

    Player(String gateway, String name, JsonNode session, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
        this.name = name;
        this.token = session.path("token").asText();
        this.launchUrl = session.path("launchUrl").asText();
    }

    String name() {
        return name;
    }

    String launchUrl() {
        return launchUrl;
    }

    /** Minor units, as the operator's wallet says. */
    long balance() {
        return get("/v1/balance").expect(200).path("balance").asLong();
    }

    /** A round that takes bets for at least three more seconds. */
    JsonNode openRound() {
        return await("an open round")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(this::currentRound, this::hasTime);
    }

    private JsonNode currentRound() {
        Answer answer = get("/v1/games/digits-3/rounds/current");
        return answer.status() == 200 ? answer.body().path("round") : answer.body();
    }

    private boolean hasTime(JsonNode round) {
        return round.path("state").asText().equals("OPEN")
                && clock.instant()
                        .plusSeconds(3)
                        .isBefore(Instant.parse(round.path("closeAt").asText()));
    }

    /** One bet of a ticket. */
    static Map<String, Object> bet(String market, String selection, long stake) {
        return Map.of("market", market, "selection", selection, "stake", stake);
    }

    /** Places a ticket with a fresh key. */
    Answer place(String roundId, List<Map<String, Object>> bets) {
        return place(roundId, bets, UUID.randomUUID().toString());
    }

    /** Places a ticket with the given Idempotency-Key. */
    Answer place(String roundId, List<Map<String, Object>> bets, String key) {
        return place(roundId, bets, key, "");
    }

    /** Places a ticket with a free bet of the operator; of none when empty. */
    Answer place(String roundId, List<Map<String, Object>> bets, String key, String freeBet) {
        Map<String, Object> ticket = new HashMap<>();
        ticket.put("roundId", roundId);
        ticket.put("currency", "EUR");
        ticket.put("bets", bets);
        if (!freeBet.isEmpty()) {
            ticket.put("freeBetId", freeBet);
        }
        String body = Operator.json(ticket);
        return Operator.send("POST", body, to("/v1/bets").header("Idempotency-Key", key));
    }

    /** Waits until the round is in its last state, and returns it. */
    JsonNode finished(String roundId) {
        return await("the end of round " + roundId)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> get("/v1/rounds/" + roundId).expect(200),
                        round -> round.path("state").asText().equals("PUBLISHED"));
    }

    /** The ticket as it is now. */
    JsonNode ticket(String ticketId) {
        return get("/v1/bets/" + ticketId).expect(200);
    }

    Answer get(String path) {
        return Operator.send("GET", "", to(path));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(ANSWER_MAX)
                .header("authorization", "Bearer " + token);
    }
}
