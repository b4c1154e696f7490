package fairdraw.gateway;

import static fairdraw.gateway.Owed.awaitState;
import static fairdraw.gateway.Owed.calls;
import static fairdraw.gateway.Owed.credit;
import static fairdraw.gateway.Owed.result;
import static fairdraw.gateway.Owed.rollback;
import static fairdraw.gateway.Owed.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairdraw.engine.v1.Approval;
import fairdraw.events.v1.WalletCallKind;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.gateway.v1.CloseParkedRequest;
import fairdraw.gateway.v1.GetParkedRequest;
import fairdraw.gateway.v1.ListLiabilitiesRequest;
import fairdraw.gateway.v1.ListParkedRequest;
import fairdraw.gateway.v1.ManualQueueServiceGrpc;
import fairdraw.gateway.v1.ParkedTransaction;
import fairdraw.gateway.v1.RetryParkedRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Ids;
import fairdraw.kernel.RefusalCode;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for people: seen with its cause, sent again, or closed for ever by two of them. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ManualQueueTest {

    private static final String OPERATOR = "parked";

    private ManagedChannel channel;
    private ManualQueueServiceGrpc.ManualQueueServiceBlockingStub queue;

    @BeforeEach
    void connect() {
        Parts.awaitOperators();
        channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", RestAssured.port)
                        .usePlaintext()
                        .build();
        queue = ManualQueueServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void what_is_parked_is_listed_with_its_cause_and_its_attempts() {
        WalletCommand first = park("abe", 700);
        WalletCommand second = park("abe", 800);
        List<ParkedTransaction> listed = listed();
        assertThat(listed)
                .extracting(ParkedTransaction::getTransaction)
                .containsSubsequence(first.getTransaction(), second.getTransaction());
        ParkedTransaction shown =
                listed.stream()
                        .filter(it -> it.getTransaction().equals(first.getTransaction()))
                        .findFirst()
                        .orElseThrow();
        assertThat(shown.getCause()).isEqualTo("DUPLICATE_MISMATCH");
        assertThat(shown.getKind()).isEqualTo(WalletCallKind.WALLET_CALL_KIND_CREDIT);
        assertThat(shown.getAmount()).isEqualTo(700);
        assertThat(shown.getPlayer()).isEqualTo("abe");
        assertThat(shown.getParkedAtMs()).isGreaterThanOrEqualTo(shown.getOrderedAtMs());
        var one =
                queue.getParked(
                        GetParkedRequest.newBuilder()
                                .setTransaction(first.getTransaction())
                                .build());
        assertThat(one.getAttempts(0).getCode()).isEqualTo("DUPLICATE_MISMATCH");
        assertThat(one.getAttempts(0).getRequest()).contains(first.getTransaction());
    }

    @Test
    void how_many_wait_for_people_and_for_how_long_is_measured() {
        park("ann", 90);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        measured("fairdraw_manual_queue_size") >= 1
                                && measured("fairdraw_manual_queue_age_seconds") >= 1);
    }

    private static double measured(String metric) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void what_players_are_owed_is_summed_per_operator_and_currency() {
        long before = liability();
        park("bea", 250);
        TestWallet.next(OPERATOR, "rollback", new TestWallet.Reply.No(409, "ALREADY_SETTLED"));
        WalletCommand rollback = rollback(OPERATOR, "bea", TestClock.now());
        send(rollback);
        awaitState(OPERATOR, rollback, "PARKED");
        assertThat(liability()).isEqualTo(before + 250 + 100);
    }

    @Test
    void a_parked_transaction_is_sent_again_with_the_same_id_and_body() {
        WalletCommand parked = park("cid", 300);
        queue.retryParked(retry(parked));
        awaitState(OPERATOR, parked, "APPLIED");
        assertThat(calls("credit", parked))
                .hasSize(2)
                .extracting(TestWallet.Call::raw)
                .containsOnly(calls("credit", parked).getFirst().raw());
        refused(() -> queue.retryParked(retry(parked)), RefusalCode.NOT_PARKED, "transaction");
    }

    @Test
    void two_persons_close_it_for_ever() throws Exception {
        WalletCommand parked = park("dot", 400);
        CloseParkedRequest close = close(parked, it -> it);
        queue.closeParked(close);
        queue.closeParked(close);
        WalletResult told = result(parked.getTransaction(), WalletResult.ResultCase.CLOSED_BY_HAND);
        assertThat(told.getClosedByHand().getOperatorTransaction()).isEqualTo("bank-77");
        assertThat(told.getClosedByHand().getApproval()).isEqualTo(close.getApproval().getId());
        assertThat(told.getAmount()).isEqualTo(400);
        // Nothing brings it back: no person, no operator, no order of the engine, no SQL.
        refused(() -> queue.retryParked(retry(parked)), RefusalCode.NOT_PARKED, "transaction");
        refused(
                () -> queue.closeParked(close(parked, it -> it)),
                RefusalCode.NOT_PARKED,
                "transaction");
        new Casino(OPERATOR)
                .post("/v1/transactions/" + parked.getTransaction() + "/replay", "")
                .then()
                .statusCode(403);
        send(parked.toBuilder().setAtMs(parked.getAtMs() + 1).build());
        WalletCommand marker = credit(OPERATOR, "dot", 1);
        send(marker);
        awaitState(OPERATOR, marker, "APPLIED");
        assertThat(Owed.state(OPERATOR, parked)).isEqualTo("CLOSED_BY_HAND");
        assertThat(calls("credit", parked)).hasSize(1);
        assertThatThrownBy(() -> setQueued(parked)).hasMessageContaining("retired");
    }

    private static void setQueued(WalletCommand parked) throws SQLException {
        try (var connection = Parts.db().connect();
                var update =
                        connection.prepareStatement(
                                "update wallet_transaction set state = 'QUEUED'"
                                        + " where transaction = ?::uuid")) {
            update.setString(1, parked.getTransaction());
            update.executeUpdate();
        }
    }

    @Test
    void one_approval_closes_one_transaction() {
        WalletCommand one = park("eva", 10);
        WalletCommand other = park("eva", 20);
        String approval = Ids.next().toString();
        queue.closeParked(close(one, it -> it.setId(approval)));
        refused(
                () -> queue.closeParked(close(other, it -> it.setId(approval))),
                RefusalCode.IDEMPOTENCY_MISMATCH,
                "approval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ANN"})
    void one_person_closes_nothing(String second) {
        WalletCommand parked = park("fay", 30);
        refused(
                () -> queue.closeParked(close(parked, it -> it.setApprovedBy(second))),
                RefusalCode.FORBIDDEN,
                "approval.approved_by");
        assertThat(Owed.state(OPERATOR, parked)).isEqualTo("PARKED");
    }

    @Test
    void a_closing_without_its_reasons_is_refused_by_field() {
        WalletCommand parked = park("gus", 40);
        refused(
                () -> queue.closeParked(close(parked, it -> it.setReason(" "))),
                RefusalCode.INVALID_FIELD,
                "approval.reason");
        refused(
                () -> queue.closeParked(close(parked, it -> it.setId("7"))),
                RefusalCode.INVALID_FIELD,
                "approval.id");
        refused(
                () -> queue.closeParked(close(parked, it -> it.clearApprovedBy())),
                RefusalCode.INVALID_FIELD,
                "approval.approved_by");
        refused(
                () ->
                        queue.closeParked(
                                close(parked, it -> it).toBuilder()
                                        .clearOperatorTransaction()
                                        .build()),
                RefusalCode.INVALID_FIELD,
                "operator_transaction");
        refused(
                () -> queue.listParked(ListParkedRequest.newBuilder().setLimit(201).build()),
                RefusalCode.INVALID_FIELD,
                "limit");
        refused(
                () ->
                        queue.getParked(
                                GetParkedRequest.newBuilder()
                                        .setTransaction(Ids.next().toString())
                                        .build()),
                RefusalCode.NOT_FOUND,
                "transaction");
    }

    private static WalletCommand park(String player, long amount) {
        TestWallet.next(OPERATOR, "credit", new TestWallet.Reply.No(422, "DUPLICATE_MISMATCH"));
        WalletCommand credit = credit(OPERATOR, player, amount);
        send(credit);
        awaitState(OPERATOR, credit, "PARKED");
        return credit;
    }

    private List<ParkedTransaction> listed() {
        var all = new java.util.ArrayList<ParkedTransaction>();
        String after = "";
        do {
            var page =
                    queue.listParked(
                            ListParkedRequest.newBuilder()
                                    .setOperator(OPERATOR)
                                    .setLimit(1)
                                    .setAfter(after)
                                    .build());
            all.addAll(page.getTransactionsList());
            after = page.getNext();
        } while (!after.isEmpty());
        return all;
    }

    private long liability() {
        return queue
                .listLiabilities(ListLiabilitiesRequest.newBuilder().setOperator(OPERATOR).build())
                .getLiabilitiesList()
                .stream()
                .filter(it -> it.getCurrency().equals("EUR") && it.getMode().equals("REAL"))
                .mapToLong(it -> it.getParked() + it.getQueued())
                .sum();
    }

    private static RetryParkedRequest retry(WalletCommand command) {
        return RetryParkedRequest.newBuilder()
                .setTransaction(command.getTransaction())
                .setRequestedBy("ann")
                .build();
    }

    private static CloseParkedRequest close(
            WalletCommand command, UnaryOperator<Approval.Builder> change) {
        return CloseParkedRequest.newBuilder()
                .setTransaction(command.getTransaction())
                .setApproval(
                        change.apply(
                                Approval.newBuilder()
                                        .setId(Ids.next().toString())
                                        .setRequestedBy("ann")
                                        .setApprovedBy("bob")
                                        .setReason("paid by bank")
                                        .setApprovedAtMs(TestClock.now().toEpochMilli())))
                .setOperatorTransaction("bank-77")
                .build();
    }

    private static void refused(Runnable call, RefusalCode code, String field) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> {
                            var refusal = GrpcRefusals.refusal(failure).orElseThrow();
                            assertThat(refusal.code()).isEqualTo(code);
                            assertThat(refusal.field()).isEqualTo(field);
                        });
    }
}
