package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process dies at the worst moment; nobody loses a cent and every round ends. */
class FaultTest {

    private static final Duration RECOVERY_MAX = Duration.ofSeconds(90);

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);

    @Test
    void a_gateway_killed_between_debit_and_confirm_refunds_the_player() throws Exception {
        Player player = operator.player("grace");
        long before = player.balance();
        String round = player.openRound().path("roundId").asText();
        try (Connection wallet = platform.database("operator_kit");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The wallet's row is held, so that the debit is in flight when the gateway dies.
            wallet.setAutoCommit(false);
            hold(wallet, player);
            CompletableFuture<Object> bet =
                    CompletableFuture.supplyAsync(
                            () -> player.place(round, List.of(bet("ODD_EVEN", "ODD", 500))),
                            threads);
            await("the debit at the wallet")
                    .atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> waitingForRow(wallet));
            platform.kill("gateway");
            wallet.rollback();
            assertEquals(
                    true,
                    bet.handle((answer, failure) -> failure != null).get(20, TimeUnit.SECONDS));
        }
        await("the refund of a debit that nobody confirmed")
                .atMost(RECOVERY_MAX)
                .ignoreExceptions()
                .untilAsserted(() -> assertEquals(before, player.balance()));
        JsonNode end = player.finished(round);
        assertEquals("PUBLISHED", end.path("state").asText());
        Books.assertBalanced(platform);
    }

    @Test
    void an_engine_killed_while_a_round_is_open_completes_the_round() {
        Player player = operator.player("leonhard");
        String round = player.openRound().path("roundId").asText();
        JsonNode ticket =
                player.place(
                                round,
                                List.of(bet("ODD_EVEN", "ODD", 500), bet("ODD_EVEN", "EVEN", 500)))
                        .expect(201);
        platform.kill("game-engine");
        JsonNode end = player.finished(round);
        assertEquals("PUBLISHED", end.path("state").asText());
        JsonNode settled = player.ticket(ticket.path("ticketId").asText());
        assertEquals("SETTLED", settled.path("state").asText());
        Books.assertBalanced(platform);
    }

    @Test
    void a_fairness_service_killed_before_the_draw_draws_the_round_later() {
        Player player = operator.player("emmy");
        String round = player.openRound().path("roundId").asText();
        JsonNode ticket = player.place(round, List.of(bet("HIGH_LOW", "HIGH", 500))).expect(201);
        platform.kill("fairness");
        player.finished(round);
        assertEquals(
                "SETTLED", player.ticket(ticket.path("ticketId").asText()).path("state").asText());
        assertEquals(0, platform.dev("verify", round).exit());
    }

    private static void hold(Connection wallet, Player player) throws Exception {
        try (PreparedStatement row =
                wallet.prepareStatement("select 1 from account where player = ? for update")) {
            row.setString(1, player.name());
            assertEquals(true, row.executeQuery().next());
        }
    }

    private static boolean waitingForRow(Connection wallet) throws Exception {
        try (PreparedStatement locks =
                wallet.prepareStatement(
                        "select 1 from pg_stat_activity"
                                + " where wait_event_type = 'Lock' and usename = 'operator_kit'")) {
            return locks.executeQuery().next();
        }
    }
}
