package fairdraw.engine.round;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.ConfirmRequest;
import fairdraw.engine.v1.ConfirmResponse;
import fairdraw.engine.v1.Round;
import fairdraw.engine.v1.RoundState;
import fairdraw.engine.v1.Ticket;
import fairdraw.engine.v1.TicketState;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another replica takes the lease at every step; then this one takes it back and goes on. */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class TakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long LEASE_SECONDS = 3;

    private static final String WAITING =
            "wait_event_type = 'Lock' and application_name like 'engine-%'";

    @Inject Play play;

    @GrpcService FairnessDouble fairness;

    @BeforeEach
    void operator_may_bet() {
        play.terms("op-take", 10_000, 50_000_000, 500_000_000);
    }

    @AfterEach
    void nothing_is_withheld() {
        fairness.reset();
    }

    @Test
    void an_open_round_goes_on_with_exactly_what_was_committed() throws SQLException {
        long round = play.openRound();
        var accepted = play.accepted(request("op-take", "a", round, bet("DIGIT", "1:1", 100)));
        var reserved = play.reserved(request("op-take", "b", round, bet("DIGIT", "1:2", 100)));
        var forgotten = play.reserved(request("op-take", "c", round, bet("DIGIT", "1:3", 100)));
        takeover();
        assertEquals(accepted, play.confirm(accepted.getId()));
        var confirmed = play.confirm(reserved.getId());
        assertEquals(TicketState.TICKET_STATE_ACCEPTED, confirmed.getState());
        assertEquals(1, confirmed.getReceipt().getBets(0).getSequence());
        assertEquals(2, play.finish(round).getBetCount());
        assertEquals(TicketState.TICKET_STATE_EXPIRED, play.ticket(forgotten.getId()).getState());
    }

    @Test
    void held_exposure_is_the_same_after_a_takeover() throws SQLException {
        play.terms("op-held", 10_000, 50_000_000, 300_000);
        long round = play.openRound();
        play.reserved(request("op-held", "a", round, bet("STRAIGHT", "777", 200)));
        play.accepted(request("op-held", "b", round, bet("STRAIGHT", "777", 100)));
        var over = request("op-held", "c", round, bet("STRAIGHT", "777", 200));
        var before = play.reserve(over).getRefused();
        assertEquals("LIABILITY_EXCEEDED", before.getCode());
        takeover();
        assertEquals(before, play.reserve(over).getRefused());
        play.finish(round);
    }

    @Test
    void a_book_that_loads_for_longer_than_a_lease_costs_no_lease() throws SQLException {
        long round = openWithOneBet();
        try (var blocker = EngineParts.database().connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute("select * from rounds where number = " + round + " for update");
            giveAway();
            await().atMost(PATIENCE).until(() -> waiting() == 1);
            long token = number("select token from lease");
            // Renewed twice over while nothing of the book is read yet.
            await().atMost(PATIENCE)
                    .until(() ->
                            number(
                                                    "select count(*) from lease where owner <> 'other' and"
                                                            + " expires_at > clock_timestamp()")
                                            == 1
                                    && secondsHeld(blocker) > 2 * LEASE_SECONDS);
            assertEquals(token, number("select token from lease"));
            blocker.rollback();
            awaitOwned();
            assertEquals(token, number("select token from lease"));
        }
        assertSettled(play.finish(round));
    }

    @Test
    void a_new_owner_confirms_nothing_beside_books_that_it_has_not_read() throws Exception {
        long round = play.openRound();
        var reserved = play.reserved(request("op-take", "a", round, bet("DIGIT", "1:1", 100)));
        try (var blocker = EngineParts.database().connect()) {
            blocker.setAutoCommit(false);
            giveAway();
            blocker.createStatement().execute("lock table rounds");
            await().atMost(PATIENCE)
                    .until(() -> number("select count(*) from lease where owner = 'other'") == 0);
            await().atMost(PATIENCE).until(() -> waiting() >= 1);
            var early = play.tickets().confirm(confirmation(reserved)).subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(() -> early.isDone() || waiting() >= 2);
            blocker.rollback();
            assertFalse(isAnsweredAsReserved(early));
        }
        awaitOwned();
        assertEquals(TicketState.TICKET_STATE_ACCEPTED, play.confirm(reserved.getId()).getState());
        assertEquals(1, play.finish(round).getBetCount());
    }

    private static ConfirmRequest confirmation(Ticket ticket) {
        return ConfirmRequest.newBuilder()
                .setGame(Play.GAME)
                .setTicket(ticket.getId())
                .setOperatorTransaction("w")
                .build();
    }

    private static boolean isAnsweredAsReserved(CompletableFuture<ConfirmResponse> early)
            throws Exception {
        try {
            return early.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getTicket().getState()
                    == TicketState.TICKET_STATE_RESERVED;
        } catch (ExecutionException refused) {
            var code = GrpcRefusals.refusal(refused.getCause()).orElseThrow().code();
            assertTrue(Set.of(RefusalCode.UNAVAILABLE, RefusalCode.NOT_OWNER).contains(code));
            return false;
        }
    }

    @Test
    void a_fenced_owner_writes_nothing() throws SQLException {
        long round = play.openRound();
        long tickets = number("select count(*) from tickets");
        sql(
                "update lease set token = token + 1, owner = 'other', address = 'other:1',"
                        + " expires_at = clock_timestamp() + interval '4 seconds'");
        var refused =
                assertThrows(
                        RuntimeException.class,
                        () ->
                                play.reserve(
                                        request("op-take", "a", round, bet("DIGIT", "1:1", 100))));
        var code = GrpcRefusals.refusal(refused).orElseThrow().code();
        assertTrue(Set.of(RefusalCode.UNAVAILABLE, RefusalCode.NOT_OWNER).contains(code));
        play.at(round, 6_000);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var failure =
                            assertThrows(
                                    RuntimeException.class,
                                    () -> play.confirm(new java.util.UUID(1, 1).toString()));
                    var refusal = GrpcRefusals.refusal(failure).orElseThrow();
                    assertEquals(RefusalCode.NOT_OWNER, refusal.code());
                    assertEquals("other:1", refusal.extra().get("owner"));
                });
        assertEquals(tickets, number("select count(*) from tickets"));
        assertEquals(RoundState.ROUND_STATE_OPEN, play.round(round).getState());
        awaitOwned();
        play.finish(round);
    }

    @Test
    void a_sealed_round_draws_the_same_numbers() throws SQLException {
        fairness.beaconsWithheld.set(true);
        long round = openWithOneBet();
        play.at(round, 6_400);
        play.awaitState(round, RoundState.ROUND_STATE_SEALED);
        takeover();
        fairness.beaconsWithheld.set(false);
        assertSettled(play.finish(round));
    }

    @Test
    void a_settlement_that_breaks_halfway_is_done_once() throws SQLException {
        long round = openWithOneBet();
        try (var blocker = EngineParts.database().connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table operator_balance");
            play.at(round, 6_400);
            play.awaitState(round, RoundState.ROUND_STATE_SEALED);
            play.at(round, 9_000);
            play.awaitState(round, RoundState.ROUND_STATE_DRAWN);
            await().atMost(PATIENCE).until(() -> waiting() == 1);
            endWaiting();
            assertEquals(RoundState.ROUND_STATE_DRAWN, play.round(round).getState());
            blocker.rollback();
        }
        assertSettled(play.finish(round));
    }

    @Test
    void a_settled_round_is_revealed_by_the_next_owner() throws SQLException {
        fairness.revealsWithheld.set(true);
        long round = openWithOneBet();
        play.at(round, 6_400);
        play.awaitState(round, RoundState.ROUND_STATE_SEALED);
        play.at(round, 9_000);
        play.awaitState(round, RoundState.ROUND_STATE_SETTLED);
        takeover();
        fairness.revealsWithheld.set(false);
        assertSettled(play.finish(round));
    }

    @Test
    void a_round_that_the_owner_left_undecided_behind_newer_ones_is_skipped() throws SQLException {
        fairness.batchesWithheld.set(true);
        long left = FairnessDouble.SCHEDULE.roundAt(play.nowMs()) + 1;
        play.at(left, 251);
        play.awaitState(left, RoundState.ROUND_STATE_SKIPPED);
        fairness.batchesWithheld.set(false);
        play.finish(play.openRound());
        // As if its owner had ended before the skip was written.
        EngineParts.asSuperuser(
                "set session_replication_role = replica;"
                        + " delete from rounds where number = "
                        + left);
        assertEquals(RoundState.ROUND_STATE_SCHEDULED, play.round(left).getState());
        takeover();
        play.awaitState(left, RoundState.ROUND_STATE_SKIPPED);
    }

    @Test
    void a_connection_that_breaks_under_a_group_loses_and_doubles_nothing() throws SQLException {
        long round = openWithOneBet();
        EngineParts.asSuperuser(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name like 'engine-%'");
        var request = request("op-take", "z", round, bet("DIGIT", "1:1", 100));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isTaken(request));
        play.confirm(request.getTicket());
        assertEquals(2, play.finish(round).getBetCount());
    }

    private boolean isTaken(fairdraw.engine.v1.ReserveRequest request) {
        var answer = play.reserve(request);
        return answer.hasReserved() || answer.hasReplayed();
    }

    private long openWithOneBet() {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        play.accepted(request("op-take", "w", round, bet("STRAIGHT", hit, 100)));
        return round;
    }

    private static void assertSettled(Round round) {
        assertEquals(FairnessDouble.outcome(round.getRound()), round.getOutcome());
        assertEquals(
                1, number("select count(*) from settlements where round = ?", round.getRound()));
    }

    /** Ends the settlement that waits for the locked table, as a crash would. */
    private static void endWaiting() throws SQLException {
        EngineParts.asSuperuser(
                "select pg_terminate_backend(pid) from pg_stat_activity where " + WAITING);
    }

    /** Seen by its own role and nobody else's. */
    private static long waiting() throws SQLException {
        try (var service = EngineParts.service().connect();
                var row =
                        service.createStatement()
                                .executeQuery(
                                        "select count(*) from pg_stat_activity where " + WAITING)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Since the transaction of this connection began. */
    private static long secondsHeld(Connection blocker) throws SQLException {
        try (var row =
                blocker.createStatement()
                        .executeQuery(
                                "select floor(extract(epoch from clock_timestamp() - now()))")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void takeover() throws SQLException {
        giveAway();
        awaitOwned();
    }

    private static void giveAway() throws SQLException {
        sql(
                "update lease set token = token + 1, owner = 'other', address = 'other:1',"
                        + " expires_at = clock_timestamp() + interval '1 second'");
    }

    private void awaitOwned() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    var unknown = new java.util.UUID(1, 1).toString();
                    try {
                        play.confirm(unknown);
                    } catch (RuntimeException failure) {
                        return GrpcRefusals.refusal(failure).orElseThrow().code()
                                        == RefusalCode.NOT_FOUND
                                && number("select count(*) from lease where owner='other'") == 0;
                    }
                    return false;
                });
    }

    private static void sql(String sql) throws SQLException {
        try (var connection = EngineParts.database().connect()) {
            connection.createStatement().execute(sql);
        }
    }
}
