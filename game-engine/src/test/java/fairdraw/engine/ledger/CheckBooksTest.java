package fairdraw.engine.ledger;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.Ticket;
import fairdraw.events.v1.RiskEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class CheckBooksTest {

    private static final String EARNED = " and debit = 'stakes' and credit = 'house_result'";

    @Inject Play play;
    @Inject CheckBooksJob job;
    @Inject PgBooks books;
    @Inject MeterRegistry registry;

    @Test
    void right_books_are_called_right() {
        play.terms("op-drift", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        play.accepted(request("op-drift", "ann", round, bet("ODD_EVEN", "ODD", 500)));
        play.reserved(request("op-drift", "bob", round, bet("ODD_EVEN", "ODD", 500)));
        assertEquals(Set.of(), accounts("op-drift"));
        assertEquals(List.of(), Play.now(books.driftedSince()));
        play.finish(round);
        assertEquals(Set.of(), accounts("op-drift"));
        assertEquals(List.of(), Play.now(books.driftedSince()));
    }

    @Test
    void a_check_of_what_is_new_stays_right_through_every_kind_of_ticket() {
        play.terms("op-drift", 10_000, 50_000_000, 500_000_000);
        for (int i = 0; i < 3; i++) {
            long round = play.openRound();
            String hit = "%03d".formatted(FairnessDouble.outcome(round));
            play.accepted(request("op-drift", "ann", round, bet("STRAIGHT", hit, 500)));
            var gift = request("op-drift", "ann", round, bet("STRAIGHT", hit, 300));
            play.accepted(gift.toBuilder().setFreeBet("gift").build());
            play.expire(reserved(round).getId());
            var declined = reserved(round);
            play.decline(declined.getId());
            reserved(round);
            assertEquals(List.of(), Play.now(books.driftedSince()));
            play.finish(round);
            assertEquals(List.of(), Play.now(books.driftedSince()));
            assertTrue(number("select round from books_carried_rounds") >= round);
            // Its round was carried, and now the wallet says that it took the stake.
            play.expire(declined.getId());
            assertEquals(List.of(), Play.now(books.driftedSince()));
            assertEquals(List.of(), Play.now(books.driftedSince()));
        }
    }

    @Test
    void what_is_new_alone_is_read_and_an_old_row_that_was_changed_is_found_by_the_whole_check()
            throws SQLException {
        play.terms("op-drift", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        play.accepted(request("op-drift", "ann", round, bet("ODD_EVEN", "ODD", 500)));
        play.finish(round);
        Play.now(books.driftedSince());
        awaitCarried();
        behindEveryRule("update ledger set amount = amount + 1 where operator = ?" + EARNED);
        assertEquals(List.of(), Play.now(books.driftedSince()));
        Play.now(job.checkAll());
        assertEquals(3, registry.get("fairdraw.ledger.drifted").gauge().value());
        assertEquals(Set.of("stakes", "house_result", "held"), accounts("op-drift"));
        // It counts everything anew, so that the next hour sees it too.
        assertEquals(3, Play.now(books.driftedSince()).size());
        behindEveryRule("update ledger set amount = amount - 1 where operator = ?" + EARNED);
        Play.now(job.checkAll());
        Play.now(job.check());
        assertEquals(0, registry.get("fairdraw.ledger.drifted").gauge().value());
    }

    /** Until nobody who began before the round's last row is under way any more. */
    private void awaitCarried() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> {
                    Play.now(books.driftedSince());
                    return number("select written from books_carried_to")
                            > number("select max(written) from ledger");
                });
    }

    private Ticket reserved(long round) {
        return play.reserved(request("op-drift", "bob", round, bet("ODD_EVEN", "ODD", 70)));
    }

    @Test
    void the_account_that_drifted_is_named_in_log_metric_and_event() throws Exception {
        play.terms("op-drift", 10_000, 50_000_000, 500_000_000);
        long round = play.openRound();
        play.accepted(request("op-drift", "ann", round, bet("ODD_EVEN", "ODD", 500)));
        play.finish(round);

        behindEveryRule("update operator_balance set balance = balance + 7 where operator = ?");
        assertEquals(Set.of("operator_balance kept"), accounts("op-drift"));
        Play.now(job.check());
        assertEquals(1, registry.get("fairdraw.ledger.drifted").gauge().value());
        var event = RiskEvent.parseFrom(newestRisk());
        assertEquals("op-drift", event.getOperator());
        assertEquals("operator_balance kept", event.getAccountDrifted().getAccount());
        assertEquals("EUR", event.getAccountDrifted().getCurrency());
        behindEveryRule("update operator_balance set balance = balance - 7 where operator = ?");

        behindEveryRule(
                "update ledger set amount = amount + 1 where operator = ?"
                        + " and debit = 'stakes' and credit = 'house_result'");
        assertEquals(Set.of("stakes", "house_result", "held"), accounts("op-drift"));
        behindEveryRule(
                "update ledger set amount = amount - 1 where operator = ?"
                        + " and debit = 'stakes' and credit = 'house_result'");

        behindEveryRule("update operator_held set held = held + 1 where operator = ?");
        assertEquals(Set.of("held"), accounts("op-drift"));
        behindEveryRule("update operator_held set held = held - 1 where operator = ?");

        Play.now(job.check());
        assertEquals(0, registry.get("fairdraw.ledger.drifted").gauge().value());
    }

    private Set<String> accounts(String operator) {
        return Play.now(books.drifted()).stream()
                .filter(drift -> drift.operator().equals(operator))
                .map(DriftedAccount::account)
                .collect(Collectors.toSet());
    }

    private static byte[] newestRisk() {
        return (byte[])
                Play.column(
                                "select payload from outbox where topic = 'fairdraw.risk.v1'"
                                        + " order by position desc limit 1")
                        .getFirst();
    }

    /** As only somebody with the server itself can do it. */
    private static void behindEveryRule(String sql) throws SQLException {
        try (var connection = EngineParts.superuser().connect();
                var statement = connection.prepareStatement(sql)) {
            connection.createStatement().execute("set session_replication_role = replica");
            connection.createStatement().execute("set search_path = engine");
            statement.setString(1, "op-drift");
            statement.executeUpdate();
        }
    }
}
