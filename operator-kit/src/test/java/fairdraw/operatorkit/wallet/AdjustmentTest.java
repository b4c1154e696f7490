package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A correction is a signed movement of its own, and never an edit. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class AdjustmentTest {

    @Test
    void an_adjustment_above_0_pays_once() {
        var house = House.ticket("pierre", 100);
        long before = house.balance();
        house.debit().then().statusCode(200);
        String first = house.adjust("a-" + house.ticket(), 40).then().extract().asString();
        assertThat(house.adjust("a-" + house.ticket(), 40).asString()).isEqualTo(first);
        assertThat(first).contains("\"applied\":true");
        assertThat(house.balance()).isEqualTo(before - 60);
    }

    @Test
    void an_adjustment_below_0_may_take_the_balance_under_0_and_bets_wait_until_it_is_back() {
        var house = House.ticket("qin", 100);
        long before = house.balance();
        house.debit().then().statusCode(200);
        house.adjust("a-" + house.ticket(), -before).then().body("balance", equalTo(-100));
        House.ticket("qin", 1)
                .debit()
                .then()
                .statusCode(402)
                .body("code", equalTo("INSUFFICIENT_FUNDS"));
        house.adjust("b-" + house.ticket(), before).then().statusCode(200);
        assertThat(house.balance()).isEqualTo(before - 100);
    }

    @Test
    void another_body_under_the_same_id_is_refused() {
        var house = House.ticket("pierre", 100);
        house.debit().then().statusCode(200);
        house.adjust("a-" + house.ticket(), 40).then().statusCode(200);
        house.adjust("a-" + house.ticket(), 41)
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
    }

    @Test
    void a_ticket_without_a_debit_or_given_back_is_not_corrected() {
        var house = House.ticket("pierre", 100);
        house.adjust("a-" + house.ticket(), 40)
                .then()
                .statusCode(404)
                .body("code", equalTo("TRANSACTION_UNKNOWN"));
        house.debit().then().statusCode(200);
        house.rollback("DEBIT_LATE").then().statusCode(200);
        house.adjust("a-" + house.ticket(), 40).then().statusCode(404);
    }

    @Test
    void what_was_corrected_is_settled_and_not_rolled_back() {
        var house = House.ticket("pierre", 100);
        house.debit().then().statusCode(200);
        house.adjust("a-" + house.ticket(), 100).then().statusCode(200);
        house.rollback("VOID").then().statusCode(409).body("code", equalTo("ALREADY_SETTLED"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE})
    void an_adjustment_of_nothing_or_of_no_number_is_malformed(long amount) {
        var house = House.ticket("pierre", 100);
        house.debit().then().statusCode(200);
        house.adjust("a-" + house.ticket(), amount).then().statusCode(400);
    }

    @Test
    void no_payment_runs_over_the_largest_number() {
        var house = House.ticket("pierre", 1);
        house.debit().then().statusCode(200);
        long before = house.balance();
        house.credit("b1", Long.MAX_VALUE)
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED"));
        assertThat(house.balance()).isEqualTo(before);
    }
}
