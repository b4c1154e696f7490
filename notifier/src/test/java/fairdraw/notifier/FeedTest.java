package fairdraw.notifier;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import fairdraw.events.v1.BetEvent;
import fairdraw.events.v1.RoundDrawn;
import fairdraw.events.v1.RoundEvent;
import fairdraw.events.v1.RoundOpened;
import fairdraw.events.v1.RoundSettled;
import fairdraw.events.v1.SessionEnded;
import fairdraw.events.v1.TicketWon;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FeedTest {

    private static final KafkaProducer<String, byte[]> PRODUCER =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", TestParts.kafka().bootstrap()),
                    new StringSerializer(),
                    new ByteArraySerializer());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        PRODUCER.close();
        CLIENT.close();
    }

    @Test
    void a_new_listener_gets_the_current_round_and_then_what_happens() {
        opened("fresh", 7, 1);
        drawn("fresh", 7, 2);
        opened("fresh", 8, 3);
        try (var known = listen("fresh", "Last-Event-ID", "2")) {
            known.awaits("id: 3");
        }
        try (var feed = listen("fresh")) {
            feed.awaits("id: 3", "event: round.opened");
            drawn("fresh", 8, 4);
            feed.awaits("id: 4", "event: round.drawn");
            assertEquals("retry: 1000", feed.lines.getFirst());
            assertFalse(feed.lines.contains("id: 2"));
        }
    }

    @Test
    void data_is_one_line_of_json_with_times_and_hex() {
        opened("shape", 7, 1);
        drawn("shape", 7, 2);
        try (var feed = listen("shape")) {
            feed.awaits("id: 2");
            String opened = feed.data("round.opened");
            assertTrue(opened.contains("\"roundId\":\"shape:7\""), opened);
            assertTrue(opened.contains("\"sequence\":1"), opened);
            assertTrue(opened.contains("\"openAt\":\"2026-01-01T00:00:00.000Z\""), opened);
            assertTrue(opened.contains("\"confirmBy\":\"2026-01-01T00:00:06.400Z\""), opened);
            assertTrue(opened.contains("\"seedHash\":\"00ff\""), opened);
            String drawn = feed.data("round.drawn");
            assertTrue(drawn.contains("\"outcome\":472"), drawn);
            assertTrue(drawn.contains("\"numbers\":[4,7,2]"), drawn);
        }
    }

    @Test
    void who_comes_back_resumes_after_the_last_event_it_saw() {
        for (int i = 1; i <= 5; i++) {
            drawn("resume", i, i);
        }
        try (var feed = listen("resume", "Last-Event-ID", "2")) {
            feed.awaits("id: 3", "id: 4", "id: 5");
            assertFalse(feed.lines.contains("id: 2"));
        }
    }

    @Test
    void what_is_no_longer_kept_is_told_as_a_gap() {
        for (int i = 1; i <= 1_010; i++) {
            drawn("gap", i, i);
        }
        try (var all = listen("gap", "Last-Event-ID", "1009")) {
            all.awaits("id: 1010");
        }
        try (var feed = listen("gap", "Last-Event-ID", "4")) {
            feed.awaits("event: gap", "id: 1010");
            assertEquals(
                    "{\"type\":\"gap\",\"game\":\"gap\",\"from\":5,\"to\":10}", feed.data("gap"));
        }
    }

    @Test
    void a_repeated_and_an_unreadable_record_change_nothing() {
        drawn("poison", 1, 1);
        send("fairdraw.rounds.v1", "poison", new byte[] {(byte) 0xff, 1, 2});
        drawn("poison", 1, 1);
        drawn("poison", 2, 2);
        try (var feed = listen("poison", "Last-Event-ID", "0")) {
            feed.awaits("id: 1", "id: 2");
            assertEquals(2, feed.lines.stream().filter(line -> line.startsWith("id:")).count());
        }
        given().get("/q/metrics")
                .then()
                .body(containsString("fairdraw_feed_poison{topic=\"fairdraw.rounds.v1\"} 1"));
    }

    @Test
    void a_players_tickets_are_told_to_nobody_else() {
        drawn("digits-3", 1, 1);
        Instant until = Instant.now().plusSeconds(60);
        String ann = "Bearer " + RealParts.gateway().token("ann", until);
        String bob = "Bearer " + RealParts.gateway().token("bob", until);
        try (var mine = listen("digits-3", "Authorization", ann);
                var other = listen("digits-3", "Authorization", bob);
                var anyone = listen("digits-3")) {
            mine.awaits("event: session.started");
            other.awaits("event: session.started");
            won("ann", 1);
            mine.awaits("event: bet.won");
            String won = mine.data("bet.won");
            assertTrue(won.contains("\"ticketId\":\"t1\""), won);
            assertTrue(won.contains("\"payout\":4500"), won);
            drawn("digits-3", 2, 2);
            other.awaits("id: 2");
            anyone.awaits("id: 2");
            assertFalse(other.lines.contains("event: bet.won"));
            assertFalse(anyone.lines.contains("event: bet.won"));
        }
    }

    @Test
    void an_ended_session_sees_nothing_more_and_opens_nothing() {
        drawn("digits-3", 3, 3);
        Instant until = Instant.now().plusSeconds(60);
        String kept = RealParts.gateway().token("dora", until, session("kept"));
        String over = RealParts.gateway().token("dora", until, session("over"));
        try (var mine = listen("digits-3", "Authorization", "Bearer " + kept);
                var ended = listen("digits-3", "Authorization", "Bearer " + over)) {
            mine.awaits("event: session.started");
            ended.awaits("event: session.started");
            SessionEnded event =
                    SessionEnded.newBuilder()
                            .setOperator("demo")
                            .setPlayer("dora")
                            .setSession("over")
                            .setTokenUntilMs(until.toEpochMilli())
                            .build();
            send("fairdraw.sessions.v1", "demo", event.toByteArray());
            ended.awaits("event: session.ended");
            won("dora", 3);
            mine.awaits("event: bet.won");
            drawn("digits-3", 4, 4);
            ended.awaits("id: 4");
            assertFalse(ended.lines.contains("event: bet.won"));
            assertFalse(mine.lines.contains("event: session.ended"));
        }
        problem("digits-3", "Authorization", "Bearer " + over, 401, "SESSION_INVALID");
    }

    private static Consumer<JwtClaims> session(String id) {
        return claims -> claims.setStringClaim("sid", id);
    }

    @Test
    void who_may_not_listen_gets_a_problem() {
        Instant until = Instant.now().plusSeconds(60);
        String token = RealParts.gateway().token("ann", until);
        String over = RealParts.gateway().token("ann", Instant.now().minusSeconds(1));
        problem("other-game", "Authorization", "Bearer " + token, 403, "FORBIDDEN");
        problem("digits-3", "Authorization", "Bearer " + over, 401, "SESSION_INVALID");
        problem("digits-3", "Authorization", "Basic YTpi", 401, "SESSION_INVALID");
        problem("digits-3", "Last-Event-ID", "1; drop", 400, "INVALID_FIELD");
        problem("digits-3", "Last-Event-ID", "-1", 400, "INVALID_FIELD");
        problem("Digits", "Accept", "text/event-stream", 404, "GAME_UNKNOWN");
    }

    @Test
    void a_page_of_any_origin_may_listen_without_cookies() {
        given().header("Origin", "https://casino.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization,last-event-id")
                .options("/v1/games/digits-3/events")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header("Access-Control-Allow-Headers", containsString("authorization"));
    }

    @Test
    void a_socket_tells_the_same_and_takes_its_token_as_a_message() {
        opened("socket", 1, 1);
        drawn("socket", 1, 2);
        String token =
                RealParts.gateway()
                        .token(
                                "cleo",
                                Instant.now().plusSeconds(60),
                                claims -> claims.setStringClaim("game", "socket"));
        try (var socket = open("socket", "?lastEventId=1")) {
            socket.awaits("\"type\":\"round.drawn\"");
            assertFalse(socket.heard("\"type\":\"round.opened\""));
            socket.says("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
            socket.awaits("\"type\":\"session.started\"");
            BetEvent won =
                    bet("cleo", 1).setGame("socket").setWon(TicketWon.getDefaultInstance()).build();
            send("fairdraw.bets.v1", "demo", won.toByteArray());
            socket.awaits("\"type\":\"bet.won\"");
        }
    }

    @Test
    void a_socket_that_misbehaves_is_closed_with_the_code() {
        closes("digits-3", "?lastEventId=x", null, "INVALID_FIELD");
        closes("Digits", "", null, "GAME_UNKNOWN");
        closes("digits-3", "", "{\"type\":\"auth\",\"token\":\"x.y.z\"}", "SESSION_INVALID");
        closes("digits-3", "", "{\"type\":\"auth\"}", "INVALID_FIELD");
        closes("digits-3", "", "{\"type\":\"auth\",\"tokens\":\"x\"}", "UNKNOWN_FIELD");
        closes("digits-3", "", "hello", "MALFORMED");
        closes("digits-3", "", "null", "INVALID_FIELD");
    }

    @Test
    void who_hangs_up_is_forgotten() {
        opened("leave", 1, 1);
        try (var feed = listen("leave");
                var socket = open("leave", "")) {
            feed.awaits("id: 1");
            socket.awaits("round.opened");
        }
        await().atMost(20, SECONDS)
                .untilAsserted(() ->
                        given().get("/q/metrics")
                                .then()
                                .body(containsString("fairdraw_feed_followers 0")));
    }

    @Test
    void it_is_ready_once_it_has_caught_up() {
        await().atMost(20, SECONDS)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static void problem(String game, String name, String value, int status, String code) {
        given().header(name, value)
                .get("/v1/games/" + game + "/events")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    private static void closes(String game, String query, String says, String reason) {
        try (var socket = open(game, query)) {
            if (says != null) {
                socket.says(says);
            }
            await().atMost(20, SECONDS).until(() -> socket.closed.contains(reason));
        }
    }

    private static void opened(String game, long round, long sequence) {
        long at = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        RoundOpened opened =
                RoundOpened.newBuilder()
                        .setOpenAtMs(at)
                        .setConfirmByMs(at + 6_400)
                        .setSeedHash(ByteString.copyFrom(new byte[] {0, -1}))
                        .build();
        round(event(game, round, sequence).setOpened(opened));
    }

    private static void drawn(String game, long round, long sequence) {
        RoundDrawn drawn =
                RoundDrawn.newBuilder().setOutcome(472).addAllNumbers(List.of(4, 7, 2)).build();
        round(event(game, round, sequence).setDrawn(drawn));
    }

    private static void won(String player, long round) {
        TicketWon won = TicketWon.newBuilder().setPayout(4_500).build();
        send("fairdraw.bets.v1", "demo", bet(player, round).setWon(won).build().toByteArray());
    }

    private static BetEvent.Builder bet(String player, long round) {
        return BetEvent.newBuilder()
                .setOperator("demo")
                .setPlayer(player)
                .setTicket("t1")
                .setGame("digits-3")
                .setRound(round)
                .setCurrency("EUR")
                .setMode("REAL");
    }

    private static RoundEvent.Builder event(String game, long round, long sequence) {
        return RoundEvent.newBuilder()
                .setGame(game)
                .setRound(round)
                .setSequence(sequence)
                .setSettled(RoundSettled.getDefaultInstance());
    }

    private static void round(RoundEvent.Builder event) {
        send("fairdraw.rounds.v1", event.getGame(), event.build().toByteArray());
    }

    private static void send(String topic, String key, byte[] payload) {
        PRODUCER.send(new ProducerRecord<>(topic, key, payload));
        PRODUCER.flush();
    }

    private static Ear listen(String game, String... headers) {
        var request =
                HttpRequest.newBuilder(
                        URI.create(
                                "http://localhost:"
                                        + RestAssured.port
                                        + "/v1/games/"
                                        + game
                                        + "/events"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<Stream<String>> answer =
                CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                        .orTimeout(20, SECONDS)
                        .join();
        assertEquals(200, answer.statusCode());
        return new Ear(answer.body());
    }

    private static Talk open(String game, String query) {
        Talk talk = new Talk();
        talk.socket =
                CLIENT.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(
                                        "ws://localhost:"
                                                + RestAssured.port
                                                + "/v1/games/"
                                                + game
                                                + "/socket"
                                                + query),
                                talk)
                        .orTimeout(20, SECONDS)
                        .join();
        return talk;
    }

    /** A listener over SSE. */
    private static final class Ear implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Stream<String> body;

        Ear(Stream<String> body) {
            this.body = body;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try {
                body.forEach(lines::add);
            } catch (RuntimeException hungUp) {
                lines.add("hung up: " + hungUp.getMessage());
            }
        }

        void awaits(String... expected) {
            await().atMost(20, SECONDS).until(() -> lines.containsAll(List.of(expected)));
        }

        String data(String type) {
            return lines.get(lines.indexOf("event: " + type) + 1).substring("data: ".length());
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /** A listener over WebSocket. */
    private static final class Talk implements WebSocket.Listener, AutoCloseable {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private volatile String closed = "";
        private WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = code + " " + reason;
            return null;
        }

        void says(String text) {
            socket.sendText(text, true).orTimeout(20, SECONDS).join();
        }

        boolean heard(String text) {
            return messages.stream().anyMatch(message -> message.contains(text));
        }

        void awaits(String text) {
            await().atMost(20, SECONDS).until(() -> heard(text));
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
