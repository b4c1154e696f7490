package fairdraw.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.events.v1.StatementLine;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletStatement;
import fairdraw.gateway.Casino;
import fairdraw.gateway.Owed;
import fairdraw.gateway.Parts;
import fairdraw.gateway.TestClock;
import fairdraw.gateway.TestWallet;
import fairdraw.gateway.v1.FetchStatementRequest;
import fairdraw.gateway.v1.StatementServiceGrpc;
import fairdraw.kernel.Ids;
import fairdraw.stack.TestParts;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's own list comes page by page, once, whatever happens on the way. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class StatementTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AtomicInteger DAYS = new AtomicInteger();

    private final Casino operator = new Casino("list");

    /** Each test asks for a day of its own. */
    private Instant from;

    @Inject StatementJob job;

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
        from = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(DAYS.getAndIncrement()));
    }

    @AfterEach
    void rightTime() {
        TestClock.ahead(Duration.ZERO);
        TestWallet.always("list", "transactions", new TestWallet.Reply.Ok());
    }

    @Test
    void pages_come_in_order_and_the_last_one_says_so() {
        answer(body ->
                body.path("after").isNull()
                        ? page("c-1", line("t-1", "DEBIT", 100, true))
                        : page(null, line("t-2", "ROLLBACK", 0, false)));
        String id = ask();
        awaitState(id, "FETCHED").body("pages", equalTo(2)).body("lines", equalTo(2));
        Map<Integer, WalletStatement> pages = published(id, 2);
        assertThat(pages.keySet()).containsExactly(0, 1);
        assertThat(pages.get(0).getLast()).isFalse();
        assertThat(pages.get(1).getLast()).isTrue();
        assertThat(pages.get(0).getFromMs()).isEqualTo(from.toEpochMilli());
        StatementLine line = pages.get(0).getLines(0);
        assertThat(line.getTransaction()).isEqualTo("t-1");
        assertThat(line.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_DEBIT);
        assertThat(line.getRound()).isEqualTo(7);
        assertThat(line.getAmount()).isEqualTo(100);
        assertThat(line.getMoved()).isTrue();
        assertThat(pages.get(1).getLines(0).getMoved()).isFalse();
        TestWallet.Call call = calls().getFirst();
        assertThat(call.body().path("limit").asInt()).isEqualTo(500);
        assertThat(call.signedBy(Parts.walletSecret("list"), call.at())).isTrue();
    }

    @Test
    void a_page_that_does_not_come_is_asked_for_again_and_none_is_told_twice() {
        AtomicInteger seconds = new AtomicInteger();
        answer(body ->
                body.path("after").isNull()
                        ? page("c-1", line("t-1", "DEBIT", 100, true))
                        : seconds.getAndIncrement() == 0
                                ? new TestWallet.Reply.Text(503, "text/html", "<html>")
                                : page(null, line("t-2", "CREDIT", 50, true)));
        String id = ask();
        await().atMost(SOON).until(() -> seconds.get() == 1);
        await().atMost(SOON).until(() -> "STATUS".equals(shown(id).path("cause")));
        TestClock.ahead(Duration.ofMinutes(1));
        awaitState(id, "FETCHED").body("pages", equalTo(2));
        assertThat(published(id, 2).keySet()).containsExactly(0, 1);
        assertThat(calls().stream().filter(it -> it.body().path("after").isNull())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind     | \"BONUS\"                | transactions[0].kind",
                "amount   | 1.5                      | transactions[0].amount",
                "amount   | -1                       | transactions[0].amount",
                "currency | \"GOLD\"                 | transactions[0].currency",
                "round_id | \"seven\"                | transactions[0].round_id",
                "at       | \"yesterday\"            | transactions[0].at",
                "at       | \"2020-01-01T00:00:00Z\" | transactions[0].at, which is not in the period",
                "moved    | \"yes\"                  | transactions[0].moved",
                "player   | 7                        | transactions[0].player"
            })
    void a_line_that_no_books_can_hold_is_named_and_nothing_is_published(
            String field, String value, String cause) {
        String line =
                line("t-1", "DEBIT", 100, true)
                        .replaceAll(
                                "\"" + field + "\":(\"[^\"]*\"|[^,}]*)",
                                "\"" + field + "\":" + value);
        answer(body -> page(null, line));
        String id = ask();
        await().atMost(SOON).until(() -> cause.equals(shown(id).path("cause")));
        shown(id).then().body("state", equalTo("QUEUED")).body("pages", equalTo(0));
    }

    @Test
    void a_promotion_is_on_the_list_without_a_round_and_nothing_else_is() {
        String promotion =
                line("t-9", "PROMOTION", 2_500, true)
                        .replaceAll("\"ticket_id\":\"k-1\",\"game\":\"digits-3\",\\s*", "")
                        .replace("\"round_id\":\"digits-3:7\",", "");
        answer(body -> page(null, promotion));
        String id = ask();
        awaitState(id, "FETCHED").body("lines", equalTo(1));
        StatementLine line = published(id, 1).get(0).getLines(0);
        assertThat(line.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_PROMOTION);
        assertThat(line.getAmount()).isEqualTo(2_500);
        assertThat(line.getGame()).isEmpty();
        from = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(DAYS.getAndIncrement()));
        String credit = line("t-8", "CREDIT", 5, true).replace("\"round_id\":\"digits-3:7\",", "");
        answer(body -> page(null, credit));
        String wrong = ask();
        await().atMost(SOON)
                .until(() -> "transactions[0].round_id".equals(shown(wrong).path("cause")));
    }

    @Test
    void a_list_without_an_end_is_not_followed() {
        answer(body -> page("c-1", line("t-1", "DEBIT", 100, true)));
        String id = ask();
        await().atMost(SOON).until(() -> "next does not move on".equals(shown(id).path("cause")));
        shown(id).then().body("pages", equalTo(1));
    }

    @Test
    void a_list_that_hangs_delays_no_bet_and_no_credit() {
        answer(body -> new TestWallet.Reply.Hang());
        ask();
        await().atMost(SOON).until(() -> !calls().isEmpty());
        Instant before = Instant.now();
        WalletCommand credit = Owed.credit("list", "amy", 5);
        Owed.send(credit);
        Owed.awaitState("list", credit, "APPLIED");
        operator.bet("amy", Ids.next().toString()).then().statusCode(201);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void yesterday_is_asked_for_once_a_day() {
        job.askDaily().await().atMost(SOON);
        job.askDaily().await().atMost(SOON);
        Instant now = TestClock.now().minus(Duration.ofMinutes(10));
        String yesterday = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1)).toString();
        List<String> starts = operator.get("/v1/reports/statements").path("items.from");
        assertThat(starts.stream().map(Instant::parse).map(Instant::toString))
                .containsOnlyOnce(yesterday);
    }

    @Test
    void one_statement_of_a_period_waits_at_a_time_whoever_asks() {
        answer(body -> new TestWallet.Reply.Text(500, "text/plain", ""));
        String id = ask();
        assertThat(ask()).isEqualTo(id);
        var channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", RestAssured.port)
                        .usePlaintext()
                        .build();
        try {
            var asked =
                    StatementServiceGrpc.newBlockingStub(channel)
                            .fetchStatement(
                                    FetchStatementRequest.newBuilder()
                                            .setOperator("list")
                                            .setFromMs(from.toEpochMilli())
                                            .setToMs(to().toEpochMilli())
                                            .build());
            assertThat(asked.getStatement()).isEqualTo(id);
        } finally {
            channel.shutdownNow();
        }
        new Casino("other").get("/v1/reports/statements/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, to",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, to",
        "2026-01-01T00:00:00Z, 2026-03-01T00:00:00Z, to",
        "2026-01-01T00:00:00Z, 2199-01-01T00:00:00Z, to",
        "2199-01-01T00:00:00Z, 2199-01-02T00:00:00Z, to",
        "yesterday, 2026-01-01T00:00:00Z, from"
    })
    void a_period_that_cannot_be_meant_is_refused(String start, String end, String field) {
        operator.post(
                        "/v1/reports/statements",
                        "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(start, end))
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field));
    }

    private Instant to() {
        return from.plus(Duration.ofDays(1));
    }

    private String ask() {
        return operator.post(
                        "/v1/reports/statements",
                        "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to()))
                .then()
                .statusCode(202)
                .extract()
                .path("statementId");
    }

    private Response shown(String id) {
        return operator.get("/v1/reports/statements/" + id);
    }

    private io.restassured.response.ValidatableResponse awaitState(String id, String state) {
        await().atMost(SOON).until(() -> state.equals(shown(id).path("state")));
        return shown(id).then();
    }

    /** Answers calls for this test's day; what is asked for other days is empty. */
    private void answer(java.util.function.Function<JsonNode, TestWallet.Reply> reply) {
        String day = from.toString();
        TestWallet.always(
                "list",
                "transactions",
                call ->
                        call.body().path("from").asText().equals(day)
                                ? reply.apply(call.body())
                                : new TestWallet.Reply.Ok());
    }

    private List<TestWallet.Call> calls() {
        return TestWallet.calls("list", "transactions").stream()
                .filter(it -> it.body().path("from").asText().equals(from.toString()))
                .toList();
    }

    private static TestWallet.Reply page(String next, String... lines) {
        return new TestWallet.Reply.Text(
                200,
                "application/json",
                "{\"transactions\":[%s],\"next\":%s}"
                        .formatted(
                                String.join(",", lines), next == null ? null : '"' + next + '"'));
    }

    private String line(String transaction, String kind, long amount, boolean moved) {
        return """
        {"transaction_id":"%s","kind":"%s","player":"amy","ticket_id":"k-1","game":"digits-3",
         "round_id":"digits-3:7","currency":"EUR","mode":"REAL","amount":%d,
         "operator_transaction_id":"o-1","at":"%s","moved":%b}\
        """
                .formatted(transaction, kind, amount, from.plusSeconds(60), moved);
    }

    private static Map<Integer, WalletStatement> published(String id, int count) {
        Map<Integer, WalletStatement> pages = new TreeMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", TestParts.kafka().bootstrap(),
                                "group.id", Ids.next().toString(),
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("fairdraw.wallet-statements.v1"));
            await().atMost(SOON)
                    .until(() -> {
                        for (var record : consumer.poll(Duration.ofMillis(200))) {
                            var page = WalletStatement.parseFrom(record.value());
                            if (page.getStatement().equals(id)) {
                                assertThat(record.key()).isEqualTo("list");
                                pages.put(page.getPage(), page);
                            }
                        }
                        return pages.size() >= count;
                    });
        }
        return pages;
    }
}
