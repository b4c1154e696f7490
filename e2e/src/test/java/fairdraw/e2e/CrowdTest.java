package fairdraw.e2e;

import static fairdraw.e2e.Player.bet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.e2e.Operator.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many players at once, and the books afterwards. */
class CrowdTest {

    private static final List<String> NAMES =
            List.of(
                    "ada",
                    "blaise",
                    "carl",
                    "daniel",
                    "emmy",
                    "florence",
                    "grace",
                    "hypatia",
                    "irene",
                    "jakob",
                    "katherine",
                    "leonhard",
                    "maryam",
                    "niels",
                    "olga",
                    "pierre",
                    "qin",
                    "rosa",
                    "sofia",
                    "thomas");
    private static final int ROUNDS = 3;

    private final Platform platform = Platform.get();
    private final Operator operator = new Operator(platform);

    @Test
    void twenty_players_over_three_rounds_leave_the_books_balanced() throws Exception {
        List<Player> players = NAMES.stream().map(operator::player).toList();
        List<Long> before = players.stream().map(Player::balance).toList();
        List<String> rounds = new ArrayList<>();
        List<List<String>> tickets = new ArrayList<>();
        players.forEach(player -> tickets.add(new ArrayList<>()));
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < ROUNDS; n++) {
                String round = nextRound(players.getFirst(), rounds);
                rounds.add(round);
                playRound(players, round, tickets, crowd);
            }
        }
        rounds.forEach(players.getFirst()::finished);
        for (int p = 0; p < players.size(); p++) {
            Player player = players.get(p);
            long expected = before.get(p) + net(player, tickets.get(p));
            await(player.name() + " is paid to the cent")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(expected, player.balance()));
        }
        Books.assertBalanced(platform);
    }

    private static String nextRound(Player player, List<String> played) {
        return await("the next open round")
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> player.openRound().path("roundId").asText(),
                        round -> !played.contains(round));
    }

    private static void playRound(
            List<Player> players, String round, List<List<String>> tickets, ExecutorService crowd)
            throws InterruptedException, ExecutionException {
        List<Future<Answer>> answers = new ArrayList<>();
        for (int p = 0; p < players.size(); p++) {
            Player player = players.get(p);
            String digit = Integer.toString(p % 10);
            answers.add(
                    crowd.submit(() ->
                            player.place(
                                    round,
                                    List.of(
                                            bet("ODD_EVEN", "ODD", 500),
                                            bet("DIGIT", "3:" + digit, 300)))));
        }
        for (int p = 0; p < players.size(); p++) {
            JsonNode ticket = answers.get(p).get().expect(201);
            assertEquals("ACCEPTED", ticket.path("state").asText(), ticket::toString);
            tickets.get(p).add(ticket.path("ticketId").asText());
        }
    }

    private static long net(Player player, List<String> tickets) {
        return tickets.stream()
                .map(player::ticket)
                .mapToLong(t -> t.path("payout").asLong() - t.path("stake").asLong())
                .sum();
    }
}
