package fairdraw.gateway;

import static fairdraw.gateway.Owed.awaitState;
import static fairdraw.gateway.Owed.calls;
import static fairdraw.gateway.Owed.credit;
import static fairdraw.gateway.Owed.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairdraw.events.v1.WalletCommand;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A wallet that is away, for days or for seconds a call: it gets everything, others wait for
 * nothing.
 */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class LongAbsenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PLAYERS = List.of("p1", "p2", "p3");

    @BeforeEach
    void operators() {
        Parts.awaitOperators();
    }

    @AfterEach
    void rightTime() {
        TestClock.ahead(Duration.ZERO);
        TestWallet.always("gone", "credit", new TestWallet.Reply.Ok());
        TestWallet.always("slow", "credit", new TestWallet.Reply.Ok());
    }

    /** Scenario 19 of the wallet's failures, and 14: the same id until it is definitive. */
    @Test
    void after_three_days_away_everything_arrives_once_and_in_order_per_player() {
        TestWallet.always("gone", "credit", new TestWallet.Reply.Cut());
        List<WalletCommand> owed = new ArrayList<>();
        int amount = 0;
        for (int hours : new int[] {0, 6, 30, 71}) {
            TestClock.ahead(Duration.ofHours(hours));
            for (String player : PLAYERS) {
                WalletCommand credit = credit("gone", player, ++amount);
                owed.add(credit);
                send(credit);
            }
            WalletCommand head = owed.getFirst();
            int before = calls("credit", head).size();
            await().atMost(PATIENCE).until(() -> calls("credit", head).size() > before);
        }
        assertThat(TestWallet.moved("gone", "credit")).isEmpty();
        TestWallet.always("gone", "credit", new TestWallet.Reply.Ok());
        TestClock.ahead(Duration.ofHours(72).plusMinutes(1));
        await().atMost(PATIENCE)
                .until(() -> TestWallet.moved("gone", "credit").size() >= owed.size());
        owed.forEach(credit -> awaitState("gone", credit, "APPLIED"));
        Map<String, List<Long>> arrived =
                TestWallet.moved("gone", "credit").stream()
                        .collect(
                                Collectors.groupingBy(
                                        call -> call.body().path("player").asText(),
                                        Collectors.mapping(
                                                call -> call.body().path("amount").asLong(),
                                                Collectors.toList())));
        for (String player : PLAYERS) {
            assertThat(arrived.get(player))
                    .isEqualTo(
                            owed.stream()
                                    .filter(it -> it.getPlayer().equals(player))
                                    .map(it -> it.getCredit().getAmount())
                                    .toList());
        }
    }

    /** Scenario 20: one slow operator in a shared round. */
    @Test
    void an_operator_that_takes_ten_seconds_a_call_delays_no_other() {
        TestWallet.always("slow", "credit", new TestWallet.Reply.Late(Duration.ofSeconds(10)));
        List<WalletCommand> slow = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            slow.add(credit("slow", "s" + i, 1));
        }
        slow.forEach(Owed::send);
        await().atMost(PATIENCE).until(() -> calls("credit", slow.getFirst()).size() == 1);
        List<WalletCommand> quick = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            quick.add(credit("other", "q" + i, 1));
        }
        long start = System.nanoTime();
        quick.forEach(Owed::send);
        quick.forEach(credit -> awaitState("other", credit, "APPLIED"));
        // Less than one call of the slow one: nobody waited for it.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(slow).noneMatch(it -> Owed.state("slow", it).equals("APPLIED"));
        new Casino("other").bet("q", Owed.key()).then().statusCode(201);
    }
}
