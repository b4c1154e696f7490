package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios between a game platform and a wallet, each on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class WalletTest {

    static final int COPIES = 10;

    @Inject PgSql sql;

    /** The invariant, after every test: the journal adds up to every balance. */
    @AfterEach
    void books_balance() {
        assertThat(
                        sql.query(
                                """
                                select account.player
                                  from account join movement using (player, currency)
                                 group by account.player, account.currency, account.balance
                                having sum(movement.change) <> account.balance\
                                """,
                                row -> row.getString(1)))
                .isEmpty();
    }

    @Test
    void a_database_that_came_back_costs_no_call() {
        var debits = new ArrayList<House>();
        for (int i = 0; i < 20; i++) {
            debits.add(House.ticket("maryam", 10));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            debits.forEach(house -> threads.execute(house::debit));
        }
        sql.query(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                        + " where usename = current_user and pid <> pg_backend_pid()",
                row -> row.getBoolean(1));
        for (var house : debits) {
            house.debit().then().statusCode(200);
            // Other tests of this player know what is in the account.
            house.rollback("NOT_CONFIRMED").then().statusCode(200);
        }
    }

    @Test
    void a_debit_takes_the_stake_and_a_credit_pays_the_win() {
        var house = House.ticket("ada", 250);
        long before = house.balance();
        house.debit()
                .then()
                .statusCode(200)
                .body("transaction_id", equalTo(house.debitId()))
                .body("applied", equalTo(true))
                .body("balance", equalTo((int) before - 250));
        house.credit("b1", 442).then().statusCode(200).body("applied", equalTo(true));
        assertThat(house.balance()).isEqualTo(before - 250 + 442);
    }

    @Test
    void the_same_debit_twice_moves_once_and_answers_alike() {
        var house = House.ticket("blaise", 100);
        long before = house.balance();
        String body = house.debitBody(house.debitId(), 100, Instant.now().plusSeconds(5));
        String first = House.post("debit", body).then().statusCode(200).extract().asString();
        String second = House.post("debit", body).then().statusCode(200).extract().asString();
        assertThat(second).isEqualTo(first);
        assertThat(house.balance()).isEqualTo(before - 100);
    }

    @Test
    void a_copy_after_expires_at_still_gets_the_first_answer() {
        var house = House.ticket("blaise", 100);
        String first = house.debit().then().statusCode(200).extract().asString();
        String late = house.debitBody(house.debitId(), 100, Instant.now().minusSeconds(1));
        assertThat(House.post("debit", late).asString()).isEqualTo(first);
    }

    @Test
    void the_same_id_with_another_amount_is_refused_and_moves_nothing() {
        var house = House.ticket("carl", 100);
        house.debit().then().statusCode(200);
        long before = house.balance();
        House.post("debit", house.debitBody(house.debitId(), 101, Instant.now().plusSeconds(5)))
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void the_same_id_for_another_player_is_refused() {
        var house = House.ticket("carl", 100);
        house.debit().then().statusCode(200);
        new House("emmy", house.ticket(), 100)
                .debit()
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
    }

    @Test
    void ten_copies_of_a_debit_in_parallel_move_once() throws Exception {
        var house = House.ticket("daniel", 300);
        long before = house.balance();
        String body = house.debitBody(house.debitId(), 300, Instant.now().plusSeconds(30));
        List<String> answers = inParallel(() -> House.post("debit", body));
        assertThat(answers).hasSize(COPIES).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("operator_transaction_id");
        assertThat(house.balance()).isEqualTo(before - 300);
    }

    @Test
    void ten_copies_of_a_credit_in_parallel_pay_once() throws Exception {
        var house = House.ticket("daniel", 10);
        house.debit().then().statusCode(200);
        long before = house.balance();
        List<String> answers = inParallel(() -> house.credit("b1", 88));
        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(house.balance()).isEqualTo(before + 88);
    }

    @Test
    void ten_copies_of_a_rollback_in_parallel_give_back_once() throws Exception {
        var house = House.ticket("daniel", 40);
        long before = house.balance();
        house.debit().then().statusCode(200);
        List<String> answers = inParallel(() -> house.rollback("DEBIT_UNKNOWN"));
        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void a_debit_racing_its_rollback_leaves_the_money_where_it_was() throws Exception {
        for (int race = 0; race < COPIES; race++) {
            var house = House.ticket("florence", 25);
            long before = house.balance();
            try (var threads = Executors.newFixedThreadPool(2)) {
                var debit = threads.submit(house::debit);
                var rollback = threads.submit(() -> house.rollback("DEBIT_UNKNOWN"));
                assertThat(rollback.get().statusCode()).isEqualTo(200);
                assertThat(debit.get().statusCode()).isIn(200, 409);
            }
            assertThat(house.balance()).isEqualTo(before);
        }
    }

    @Test
    void more_than_the_balance_is_refused_for_good() {
        var house = House.ticket("emmy", 10_000_000);
        house.debit().then().statusCode(402).body("code", equalTo("INSUFFICIENT_FUNDS"));
        // A copy after a top-up must not apply: the house took the refusal as final.
        sql.update("update account set balance = balance + 20000000 where player = 'emmy'");
        try {
            house.debit().then().statusCode(402).body("code", equalTo("INSUFFICIENT_FUNDS"));
        } finally {
            sql.update("update account set balance = balance - 20000000 where player = 'emmy'");
        }
    }

    @Test
    void parallel_tickets_never_overdraw() throws Exception {
        long before = House.ticket("xenia", 1).balance();
        long stake = before / 4;
        try (var threads = Executors.newFixedThreadPool(COPIES)) {
            var answers =
                    threads.invokeAll(
                            IntStream.range(0, COPIES)
                                    .<Callable<Integer>>mapToObj(_ ->
                                            () -> House.ticket("xenia", stake).debit().statusCode())
                                    .toList());
            int applied = 0;
            for (var answer : answers) {
                applied += answer.get() == 200 ? 1 : 0;
            }
            assertThat(applied).isEqualTo(4);
        }
        assertThat(House.ticket("xenia", 1).balance()).isEqualTo(before - 4 * stake);
    }

    @Test
    void a_debit_after_its_expiry_is_refused() {
        var house = House.ticket("grace", 100);
        long before = house.balance();
        House.post("debit", house.debitBody(house.debitId(), 100, Instant.now().minusMillis(1)))
                .then()
                .statusCode(410)
                .body("code", equalTo("EXPIRED"));
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void a_rollback_before_its_debit_leaves_a_tombstone() {
        var house = House.ticket("grace", 100);
        long before = house.balance();
        house.rollback("DEBIT_UNKNOWN").then().statusCode(200).body("applied", equalTo(false));
        house.debit().then().statusCode(409).body("code", equalTo("ROLLED_BACK"));
        house.rollback("DEBIT_LATE").then().statusCode(200).body("applied", equalTo(false));
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void a_tombstone_of_an_unknown_player_is_kept() {
        var house = House.ticket("nobody", 100);
        house.rollback("DEBIT_UNKNOWN")
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("balance", nullValue());
        house.debit().then().statusCode(409).body("code", equalTo("ROLLED_BACK"));
    }

    @Test
    void the_amount_of_a_rollback_is_that_of_the_debit() {
        var house = House.ticket("hypatia", 123);
        long before = house.balance();
        house.debit().then().statusCode(200);
        house.rollback("r-" + house.ticket(), "DEBIT_LATE", ",\"amount\":99999")
                .then()
                .statusCode(200)
                .body("applied", equalTo(true));
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void a_second_rollback_under_another_id_moves_nothing() {
        var house = House.ticket("hypatia", 70);
        long before = house.balance();
        house.debit().then().statusCode(200);
        house.rollback("VOID").then().statusCode(200).body("applied", equalTo(true));
        house.rollback("r2-" + house.ticket(), "VOID", "")
                .then()
                .statusCode(200)
                .body("applied", equalTo(false));
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void a_rollback_of_a_refused_debit_moves_nothing() {
        var house = House.ticket("hypatia", 90_000_000);
        house.debit().then().statusCode(402);
        house.rollback("DEBIT_UNKNOWN").then().statusCode(200).body("applied", equalTo(false));
    }

    @Test
    void a_rollback_that_names_another_player_is_refused() {
        var house = House.ticket("hypatia", 50);
        house.debit().then().statusCode(200);
        new House("irene", house.ticket(), 50)
                .rollback("VOID")
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
    }

    @Test
    void a_rollback_after_a_credit_is_refused_and_the_credit_stands() {
        var house = House.ticket("irene", 100);
        long before = house.balance();
        house.debit().then().statusCode(200);
        house.credit("b1", 177).then().statusCode(200);
        house.rollback("VOID").then().statusCode(409).body("code", equalTo("ALREADY_SETTLED"));
        assertThat(house.balance()).isEqualTo(before + 77);
    }

    @Test
    void a_credit_after_a_rollback_is_refused() {
        var house = House.ticket("jakob", 100);
        house.debit().then().statusCode(200);
        house.rollback("DEBIT_LATE").then().statusCode(200);
        house.credit("b1", 177).then().statusCode(409).body("code", equalTo("ROLLED_BACK"));
    }

    @Test
    void a_credit_without_its_debit_is_refused_but_not_for_good() {
        var house = House.ticket("jakob", 100);
        house.credit("b1", 177).then().statusCode(404).body("code", equalTo("TRANSACTION_UNKNOWN"));
        house.debit().then().statusCode(200);
        house.credit("b1", 177).then().statusCode(200);
    }

    @Test
    void a_second_credit_of_one_bet_under_another_id_is_refused() {
        var house = House.ticket("katherine", 100);
        house.debit().then().statusCode(200);
        house.credit("b1", 177).then().statusCode(200);
        house.credit("c2-" + house.ticket(), "b1", 177)
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
        house.credit("b2", 20).then().statusCode(200);
    }

    @Test
    void a_blocked_player_may_not_bet_but_is_paid() {
        var house = House.ticket("leonhard", 100);
        house.debit().then().statusCode(200);
        sql.update("update account set blocked = true where player = 'leonhard'");
        House.ticket("leonhard", 100)
                .debit()
                .then()
                .statusCode(403)
                .body("code", equalTo("PLAYER_BLOCKED"));
        house.credit("b1", 177).then().statusCode(200).body("applied", equalTo(true));
        sql.update("update account set blocked = false where player = 'leonhard'");
    }

    @Test
    void an_unknown_player_is_told_apart() {
        House.ticket("nobody", 5)
                .debit()
                .then()
                .statusCode(404)
                .body("code", equalTo("PLAYER_UNKNOWN"));
        House.post("balance", "{\"player\":\"nobody\",\"currency\":\"EUR\"}")
                .then()
                .statusCode(404)
                .body("code", equalTo("PLAYER_UNKNOWN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":-1",
                "\"amount\":1.5",
                "\"amount\":\"100\"",
                "\"amount\":null",
                "\"amounts\":100",
                "\"amount\":9223372036854775808",
                "\"amount\":1e2",
                "\"amount\":true"
            })
    void an_amount_that_is_no_whole_number_is_malformed(String amount) {
        var house = House.ticket("maryam", 100);
        String body =
                house.debitBody(house.debitId(), 100, Instant.now().plusSeconds(5))
                        .replace("\"amount\":100", amount);
        House.post("debit", body).then().statusCode(400).body("code", equalTo("MALFORMED"));
        assertThat(house.balance()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "\"text\"", "{\"player\":7}"})
    void a_body_that_is_not_the_call_is_malformed(String body) {
        House.post("debit", body).then().statusCode(400).body("code", equalTo("MALFORMED"));
    }

    @Test
    void an_unknown_currency_is_malformed() {
        var house = House.ticket("maryam", 100);
        String body = house.debitBody(house.debitId(), 100, Instant.now().plusSeconds(5));
        House.post("debit", body.replace("EUR", "XXQ")).then().statusCode(400);
        House.post("debit", body.replace("EUR", "JPY"))
                .then()
                .statusCode(404)
                .body("code", equalTo("PLAYER_UNKNOWN"));
    }

    private static List<String> inParallel(Callable<Response> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(COPIES)) {
            return threads
                    .invokeAll(IntStream.range(0, COPIES).mapToObj(_ -> call).toList())
                    .stream()
                    .map(answer -> answer.resultNow().then().statusCode(200).extract().asString())
                    .toList();
        }
    }
}
