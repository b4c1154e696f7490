package fairdraw.gateway;

import static org.awaitility.Awaitility.await;

import fairdraw.events.v1.Adjustment;
import fairdraw.events.v1.Credit;
import fairdraw.events.v1.Promotion;
import fairdraw.events.v1.Rollback;
import fairdraw.events.v1.WalletCommand;
import fairdraw.events.v1.WalletResult;
import fairdraw.kernel.Ids;
import fairdraw.stack.TestParts;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the engine orders, and what becomes of it. */
public final class Owed {

    /** Where the engine orders. */
    public static final String COMMANDS = "fairdraw.wallet-commands.v1";

    /** Long enough for anything that is due now. */
    public static final Duration SOON = Duration.ofSeconds(15);

    private Owed() {}

    public static WalletCommand.Builder command(String operator, String player) {
        return WalletCommand.newBuilder()
                .setTransaction(Ids.next().toString())
                .setOperator(operator)
                .setPlayer(player)
                .setTicket(UUID.randomUUID().toString())
                .setGame("digits-3")
                .setRound(5)
                .setCurrency("EUR")
                .setMode("REAL")
                .setAtMs(TestClock.now().toEpochMilli());
    }

    public static WalletCommand credit(String operator, String player, long amount) {
        return command(operator, player)
                .setCredit(
                        Credit.newBuilder()
                                .setBet("b-1")
                                .setAmount(amount)
                                .setDebitTransaction("d-1"))
                .build();
    }

    public static WalletCommand rollback(String operator, String player, Instant expiresAt) {
        return command(operator, player)
                .setRollback(
                        Rollback.newBuilder()
                                .setDebitTransaction("d-1")
                                .setReason("DEBIT_UNKNOWN")
                                .setAmount(100)
                                .setExpiresAtMs(expiresAt.toEpochMilli()))
                .build();
    }

    public static void send(WalletCommand command) {
        Parts.send(
                COMMANDS, command.getOperator() + "/" + command.getPlayer(), command.toByteArray());
    }

    public static List<TestWallet.Call> calls(String call, WalletCommand command) {
        return TestWallet.callsWith(call, command.getTransaction());
    }

    public static void awaitState(String operator, WalletCommand command, String state) {
        await().atMost(SOON).until(() -> state(operator, command).equals(state));
    }

    public static String state(String operator, WalletCommand command) {
        Response answer = new Casino(operator).get("/v1/transactions/" + command.getTransaction());
        return answer.statusCode() == 200 ? answer.path("state") : "";
    }

    /** The newest result of a transaction that says this much. */
    public static WalletResult result(String transaction, WalletResult.ResultCase wanted)
            throws Exception {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", TestParts.kafka().bootstrap(),
                                "group.id", Ids.next().toString(),
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("fairdraw.wallet-results.v1"));
            Instant end = Instant.now().plus(SOON);
            while (Instant.now().isBefore(end)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    WalletResult result = WalletResult.parseFrom(record.value());
                    if (result.getTransaction().equals(transaction)
                            && result.getResultCase() == wanted) {
                        return result;
                    }
                }
            }
        }
        throw new AssertionError("no result " + wanted + " of " + transaction);
    }

    /** A fresh Idempotency-Key. */
    public static String key() {
        return Ids.next().toString();
    }

    /** A payment of the house without a bet. */
    public static WalletCommand promotion(String operator, String player, long amount) {
        return command(operator, player)
                .clearTicket()
                .clearGame()
                .clearRound()
                .setPromotion(
                        Promotion.newBuilder()
                                .setAmount(amount)
                                .setReason("ten thousand rounds")
                                .setApproval(Ids.next().toString()))
                .build();
    }

    /** A correction of what a bet was paid. */
    public static WalletCommand adjustment(String operator, String player, long amount) {
        return command(operator, player)
                .setAdjustment(
                        Adjustment.newBuilder()
                                .setBet("b-1")
                                .setAmount(amount)
                                .setReason("the table was wrong")
                                .setApproval(Ids.next().toString()))
                .build();
    }
}
