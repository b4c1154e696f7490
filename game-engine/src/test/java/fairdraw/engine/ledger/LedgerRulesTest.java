package fairdraw.engine.ledger;

import static fairdraw.engine.Play.bet;
import static fairdraw.engine.Play.number;
import static fairdraw.engine.Play.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.engine.BooksBalance;
import fairdraw.engine.EngineParts;
import fairdraw.engine.FairnessDouble;
import fairdraw.engine.Play;
import fairdraw.engine.v1.ReserveRequest;
import fairdraw.engine.v1.Ticket;
import fairdraw.kernel.Ids;
import fairdraw.stack.PostgresPart;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever writes to the books by raw SQL, even a superuser, cannot break what they must keep. */
@QuarkusTest
@QuarkusTestResource(EngineParts.class)
@ExtendWith(BooksBalance.class)
class LedgerRulesTest {

    private static final String RULES = "op-rules";
    private static final String REFUSED = "23";
    private static final String OWN_TRANSACTION = " written = pg_current_xact_id()::text::bigint";

    @Inject Play play;

    @BeforeEach
    void operator_may_bet() {
        play.terms(RULES, 10_000, 50_000_000, 500_000_000);
    }

    @Test
    void a_hold_ends_once_and_only_as_what_it_is() {
        long round = play.openRound();
        var held = play.reserved(request(RULES, "ann", round, bet("DIGIT", "1:1", 300)));
        var hold = Ids.derived("hold", held.getId());
        for (var change :
                List.of(
                        "amount = 299",
                        "amount = 301",
                        "currency = 'USD'",
                        "operator = 'op-else'",
                        "mode = 'TEST'",
                        "ticket = '" + UUID.randomUUID() + "'",
                        "round = round + 1",
                        "game = 'digits-2'")) {
            refused(end(hold, "POSTED", change));
            refused(end(hold, "VOIDED", change));
        }
        refused(end(hold, "POSTED", "pending = null"));
        refused(end(hold, "VOIDED", "pending = '" + UUID.randomUUID() + "'"));
        refused(end(hold, "POSTED", "credit = 'refunds_due'"));
        play.confirm(held.getId());
        refused(end(hold, "POSTED", "at_ms = 1"));
        refused(end(hold, "VOIDED", "at_ms = 1"));
        // The end of a hold is no hold.
        refused(end(Ids.derived("post", held.getId()), "VOIDED", "at_ms = 1"));
        play.finish(round);
    }

    @Test
    void a_ticket_has_one_debit_and_one_rollback_and_never_a_rollback_beside_a_credit() {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var won = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", hit, 100)));
        var expired = play.reserved(request(RULES, "bob", round, bet("STRAIGHT", hit, 100)));
        play.expire(expired.getId());
        play.finish(round);
        // A second hold, debit, rollback.
        refused(copy(Ids.derived("hold", won.getId()), "at_ms = 1"));
        refused(copy(Ids.derived("post", won.getId()), "pending = null"));
        refused(copy(Ids.derived("rollback", expired.getId()), "at_ms = 1"));
        // A rollback of a ticket that has its credit, from either account.
        refused(rollback(won, "player_funds_held"));
        refused(rollback(won, "stakes"));
        // A credit of a ticket that has its rollback, one without a win, one twice.
        var credit = Ids.derived("credit", won.getId(), "0");
        refused(copy(credit, "ticket = '%s'".formatted(expired.getId())));
        refused(copy(credit, "ticket = '%s'".formatted(UUID.randomUUID())));
        refused(copy(credit, "bet = 1"));
        refused(copy(credit, "at_ms = 1"));
        refused(copy(credit, "bet = null"));
        refused(copy(credit, "amount = amount + 1"));
    }

    @Test
    void a_rollback_and_a_credit_that_are_written_at_once_exclude_each_other() throws Exception {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var won = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", hit, 100)));
        play.finish(round);
        var credit = Ids.derived("credit", won.getId(), "0");
        // A stake elsewhere, so that nothing but the rule is in the way of the rollback.
        long next = play.openRound();
        play.accepted(request(RULES, "bob", next, bet("STRAIGHT", hit, 100)));
        // As if the round's own transaction were still about to write it.
        run(
                EngineParts.superuser(),
                "create table engine.owed as "
                        + row(credit)
                        + ";"
                        + "set local session_replication_role = replica;"
                        + "delete from ledger where id = '%s'".formatted(credit));
        var pay = "update owed set" + OWN_TRANSACTION + "; insert into ledger select * from owed";
        var refund = rollback(won, "stakes");
        onlyTheFirst(refund, pay);
        onlyTheFirst(pay, refund);
        // An old snapshot would not see what the other wrote.
        for (var level : List.of("repeatable read", "serializable")) {
            refused("set transaction isolation level " + level + ";" + pay);
            refused("set transaction isolation level " + level + ";" + refund);
        }
        run(EngineParts.superuser(), pay + "; drop table owed");
        play.finish(next);
    }

    /** The second comes while the first is under way; the first is taken back afterwards. */
    private static void onlyTheFirst(String first, String second) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var one = open()) {
            one.createStatement().execute(first);
            var late = executor.submit(() -> refused(second));
            await().atMost(Duration.ofSeconds(20)).until(() -> lockWaits() == 1);
            one.commit();
            late.get();
        }
        run(
                EngineParts.superuser(),
                """
                set local session_replication_role = replica;
                with gone as (
                    delete from ledger where written = (select max(written) from ledger)
                    returning operator, debit, amount)
                update operator_held h set held = h.held + gone.amount from gone
                 where h.operator = gone.operator and gone.debit = 'stakes'\
                """);
    }

    private static long lockWaits() throws SQLException {
        try (var connection = open();
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*) from pg_stat_activity where"
                                                + " wait_event_type = 'Lock'"
                                                + " and datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection open() throws SQLException {
        var connection = EngineParts.superuser().connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("set search_path = engine");
        return connection;
    }

    @Test
    void no_transfer_hides_behind_an_older_transaction() {
        long round = play.openRound();
        var ticket = play.accepted(request(RULES, "ann", round, bet("DIGIT", "1:1", 100)));
        var hold = row(Ids.derived("hold", ticket.getId()));
        play.finish(round);
        refused(
                write(hold, "ticket = gen_random_uuid()")
                        .replace(OWN_TRANSACTION, " written = written - 1"));
    }

    @Test
    void only_what_is_due_is_delivered_and_once() {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var won = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", hit, 100)));
        var lost = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", other(hit), 100)));
        play.finish(round);
        var credit = Ids.derived("credit", won.getId(), "0");
        var stake = Ids.derived("post", lost.getId());
        refused(deliver(credit, "amount = amount - 1"));
        refused(deliver(credit, "due = null"));
        refused(deliver(credit, "due = '" + UUID.randomUUID() + "'"));
        refused(deliver(credit, "due = '" + stake + "'"));
        refused(deliver(credit, "operator = 'op-else'"));
        refused(deliver(credit, "debit = 'refunds_due', credit = 'refunds_delivered'"));
        refused(deliver(credit, "debit = 'house_result'"));
        allowed(deliver(credit, "at_ms = 1"));
        refused(deliver(credit, "at_ms = 2"));
    }

    @Test
    void no_movement_exists_but_the_known_ones() {
        long round = play.openRound();
        var ticket = play.accepted(request(RULES, "ann", round, bet("DIGIT", "1:1", 100)));
        play.finish(round);
        var earned = Ids.derived("earn", Play.GAME, Long.toString(round), RULES, "EUR", "REAL");
        refused(copy(earned, "debit = 'house_result', credit = 'stakes'"));
        refused(copy(earned, "credit = 'payouts_delivered'"));
        refused(copy(earned, "debit = 'operator_balance'"));
        refused(copy(earned, "amount = 0"));
        refused(copy(earned, "amount = -1"));
        refused(copy(earned, "ticket = '%s'".formatted(ticket.getId())));
        // More than is held cannot be settled.
        refused(copy(earned, "amount = 1000000000"));
    }

    @Test
    void a_free_bet_stakes_and_refunds_nothing_and_wins_at_the_operators_cost() {
        long round = play.openRound();
        String hit = "%03d".formatted(FairnessDouble.outcome(round));
        var paid = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", hit, 100)));
        var free = play.accepted(free(request(RULES, "ann", round, bet("STRAIGHT", hit, 100))));
        var lost = play.accepted(request(RULES, "ann", round, bet("STRAIGHT", other(hit), 100)));
        var mine = "ticket = '%s'".formatted(free.getId());
        // No hold, no stake, no refund of what nobody paid.
        refused(copy(Ids.derived("hold", paid.getId()), mine));
        refused(write(row(Ids.derived("post", paid.getId())), "pending = null", mine));
        refused(
                write(
                        row(Ids.derived("post", paid.getId())),
                        "pending = null",
                        "credit = 'refunds_due'",
                        mine));
        refused("update tickets set free_bet = '' where " + mine);
        refused("update tickets set free_bet = 'f' where ticket = '%s'".formatted(paid.getId()));
        play.finish(round);
        // A free win is never the house's, and no other win is the operator's.
        var win = Ids.derived("credit", free.getId(), "0");
        assertEquals(
                List.of("player_funds_held"),
                Play.column("select debit from ledger where id = ?", win));
        refused(copy(Ids.derived("credit", paid.getId(), "0"), mine));
        refused(copy(win, "ticket = '%s'".formatted(lost.getId())));
        refused(copy(win, "debit = 'house_result'"));
        allowed(deliver(win, "at_ms = 1"));
    }

    @Test
    void nothing_is_promoted_without_its_approval() {
        long round = play.openRound();
        play.accepted(request(RULES, "ann", round, bet("DIGIT", "1:1", 100)));
        play.finish(round);
        var earned = Ids.derived("earn", Play.GAME, Long.toString(round), RULES, "EUR", "REAL");
        refused(copy(earned, "debit = 'promotions', credit = 'promotions_due'"));
        refused(copy(earned, "debit = 'promotions', credit = 'promotions_delivered'"));
        refused(copy(earned, "debit = 'promotions', credit = 'operator_balance'"));
    }

    private static ReserveRequest free(ReserveRequest request) {
        return request.toBuilder().setFreeBet("gift").build();
    }

    @Test
    void tickets_rounds_and_bets_move_forward_only() {
        long round = play.openRound();
        var ticket = play.accepted(request(RULES, "ann", round, bet("DIGIT", "1:1", 100)));
        var mine = " where ticket = '%s'".formatted(ticket.getId());
        refused("update tickets set state = 'RESERVED'" + mine);
        refused("update tickets set state = 'EXPIRED'" + mine);
        refused("update tickets set state = 'ACCEPTED', stake = 99" + mine);
        refused("update tickets set state = 'REFUNDED', player = 'eve'" + mine);
        refused("delete from tickets" + mine);
        refused("update bets set stake = 1" + mine);
        refused("delete from bets" + mine);
        play.finish(round);
        var this_ = " where number = " + round;
        for (var change :
                List.of(
                        "state = 'DRAWN'",
                        "state = 'VOIDED', voided_at_ms = 1",
                        "outcome = (outcome + 1) % 1000",
                        "bet_count = 0",
                        "record_hash = '\\x00'",
                        "table_hash = null",
                        "beacon_round = beacon_round + 1",
                        "sealed_at_ms = 1")) {
            refused("update rounds set " + change + this_);
        }
        refused("delete from rounds" + this_);
        refused(
                """
                insert into bets select game, round, sequence + 1, ticket, index, operator, player,
                       mode, currency, market, selection, stake, salt, leaf, head
                  from bets\
                """
                        + mine);
        refused(
                """
                insert into settlements select game, round, sequence, ticket, index, 1,
                       gen_random_uuid() from bets\
                """
                        + mine);
        refused("update settlements set payout = 1");
        refused("update ledger set amount = amount + 1 where ticket is not null");
        refused("delete from ledger");
        refused("update exposure set stakes = 1");
        refused("update outbox set payload = '\\x00'");
        refused("update money_key set body_hash = '\\x00'");
        refused("update payout_table set body = '{}'");
        refused("update operator_limits set max_stake = 1");
        refused("delete from operator_config");
    }

    @Test
    void the_services_own_role_can_neither_change_nor_delete_what_is_append_only()
            throws SQLException {
        play.finish(play.openRound());
        for (var table :
                List.of(
                        "ledger",
                        "bets",
                        "settlements",
                        "exposure",
                        "money_key",
                        "payout_table",
                        "operator_config",
                        "operator_limits",
                        "players",
                        "correction",
                        "game_registration",
                        "engine_secret",
                        "operator_balance",
                        "operator_held")) {
            var column = lastColumn(table);
            denied("update %s set %s = %s".formatted(table, column, column));
            denied("delete from " + table);
            denied("truncate " + table);
            denied("alter table " + table + " disable trigger all");
        }
        denied("insert into operator_balance values ('x', 'EUR', 'REAL', 1)");
        denied("delete from tickets");
        denied("delete from rounds");
        denied("create table mine (i int)");
        denied("select set_config('session_replication_role', 'replica', false)");
        denied("drop trigger ledger_checked on ledger");
    }

    /**
     * A wallet is tried for 72 h and then waits for people, for weeks at worst: a key that came
     * back meanwhile would be a second bet. Four months are the least; nobody takes a key away.
     */
    @Test
    void keys_outlive_the_retry_horizon() {
        long fiveMonthsAgo = play.nowMs() - Duration.ofDays(150).toMillis();
        var key =
                "insert into money_key values"
                        + " ('%s', 'old', 'key', '\\x00', gen_random_uuid(), %d)";
        allowed(key.formatted(RULES, fiveMonthsAgo));
        refused(key.formatted(RULES, play.nowMs()));
        denied("delete from money_key where at_ms < " + play.nowMs());
        denied("truncate money_key");
    }

    @Test
    void balances_follow_from_the_ledger_alone() {
        long round = play.openRound();
        var held = play.reserved(request(RULES, "h", round, bet("DIGIT", "1:1", 1_000)));
        long before = heldNow();
        assertTrue(before >= 1_000);
        play.decline(held.getId());
        assertEquals(before - 1_000, heldNow());
        play.accepted(request(RULES, "h", round, bet("DIGIT", "1:1", 700)));
        assertEquals(before - 300, heldNow());
        play.finish(round);
        assertEquals(before - 1_000, heldNow());
    }

    private static long heldNow() {
        return number("select held from operator_held where operator = ?", RULES);
    }

    private static String row(UUID id) {
        return "select * from ledger where id = '%s'".formatted(id);
    }

    /** A row like another one, with a new id and a change. */
    private static String copy(UUID id, String change) {
        return write("select * from ledger where id = '%s'".formatted(id), change);
    }

    private static String end(UUID hold, String phase, String change) {
        return write(
                "select * from ledger where id = '%s'".formatted(hold),
                "phase = '%s'".formatted(phase),
                "pending = '%s'".formatted(hold),
                change);
    }

    private static String rollback(Ticket ticket, String from) {
        return write(
                "select * from ledger where id = '%s'"
                        .formatted(Ids.derived("post", ticket.getId())),
                "pending = null",
                "debit = '%s'".formatted(from),
                "credit = 'refunds_due'");
    }

    private static String deliver(UUID due, String change) {
        return write(
                "select * from ledger where id = '%s'".formatted(due),
                "debit = 'payouts_due'",
                "credit = 'payouts_delivered'",
                "due = '%s'".formatted(due),
                change);
    }

    /** Takes a row to a table of its own, changes it there, and writes it as a new one. */
    private static String write(String row, String... changes) {
        var sql = new StringBuilder("create temp table draft on commit drop as " + row + ";");
        for (var change : changes) {
            sql.append("update draft set ").append(change).append(';');
        }
        return sql.append("update draft set id = gen_random_uuid()," + OWN_TRANSACTION + ";")
                .append("insert into ledger select * from draft;")
                .toString();
    }

    /** Even a superuser is refused. */
    private static void refused(String sql) {
        var failure =
                assertThrows(SQLException.class, () -> run(EngineParts.superuser(), sql), sql);
        assertTrue(
                failure.getSQLState().startsWith(REFUSED),
                () -> sql + ": " + failure.getSQLState() + " " + failure.getMessage());
    }

    private static void denied(String sql) {
        var failure = assertThrows(SQLException.class, () -> run(EngineParts.service(), sql), sql);
        assertEquals("42501", failure.getSQLState(), sql);
    }

    private static void allowed(String sql) {
        try {
            run(EngineParts.superuser(), sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void run(PostgresPart.Db db, String sql) throws SQLException {
        try (var connection = db.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set search_path = engine");
            statement.execute(sql);
            connection.commit();
        }
    }

    private static String lastColumn(String table) {
        return (String)
                Play.column(
                                "select column_name::text from information_schema.columns where"
                                        + " table_name = ? and table_schema = current_schema()"
                                        + " order by ordinal_position desc limit 1",
                                table)
                        .getFirst();
    }

    private static String other(String number) {
        return "%03d".formatted((Integer.parseInt(number) + 1) % 1000);
    }
}
