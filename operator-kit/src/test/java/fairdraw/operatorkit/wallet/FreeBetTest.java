package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairdraw.kernel.Ids;
import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Free bets that the wallet granted take nothing and win like any bet; promotions need no bet. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class FreeBetTest {

    @Inject PgFreeBets freeBets;

    @Test
    void a_free_bet_takes_nothing_and_its_win_is_paid() {
        String gift = granted("leonhard", 300);
        var house = House.ticket("leonhard", 300);
        long before = house.balance();
        String first =
                free(house, gift, 300)
                        .then()
                        .statusCode(200)
                        .body("free_bet_id", equalTo(gift))
                        .body("applied", equalTo(true))
                        .extract()
                        .asString();
        assertThat(free(house, gift, 300).asString()).isEqualTo(first);
        assertThat(house.balance()).isEqualTo(before);
        house.credit("b1", 540).then().statusCode(200);
        assertThat(house.balance()).isEqualTo(before + 540);
        house.rollback("VOID").then().statusCode(409).body("code", equalTo("ALREADY_SETTLED"));
    }

    @Test
    void a_free_bet_is_played_once_unless_it_was_given_back() {
        String gift = granted("maryam", 300);
        var house = House.ticket("maryam", 300);
        long before = house.balance();
        free(house, gift, 300).then().statusCode(200);
        var second = House.ticket("maryam", 300);
        free(second, gift, 300).then().statusCode(409).body("code", equalTo("FREE_BET_USED"));
        house.rollback("NOT_CONFIRMED").then().statusCode(200).body("applied", equalTo(true));
        // A refusal stays one; another ticket may have it now.
        free(second, gift, 300).then().statusCode(409);
        free(House.ticket("maryam", 300), gift, 300).then().statusCode(200);
        assertThat(house.balance()).isEqualTo(before);
    }

    @Test
    void only_what_was_granted_to_this_player_is_played_and_as_it_was_granted() {
        String gift = granted("niels", 300);
        var house = House.ticket("niels", 300);
        free(house, "made-up", 300)
                .then()
                .statusCode(404)
                .body("code", equalTo("FREE_BET_UNKNOWN"));
        free(House.ticket("olga", 300), gift, 300)
                .then()
                .statusCode(404)
                .body("code", equalTo("FREE_BET_UNKNOWN"));
        free(House.ticket("niels", 300), gift, 301)
                .then()
                .statusCode(422)
                .body("code", equalTo("FREE_BET_MISMATCH"));
        free(House.ticket("niels", 300), gift, 300).then().statusCode(200);
    }

    @Test
    void two_tickets_at_the_same_moment_do_not_share_a_free_bet() throws Exception {
        String gift = granted("grace", 300);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(
                            IntStream.range(0, 10)
                                    .<Callable<Integer>>mapToObj(i ->
                                            () ->
                                                    free(House.ticket("grace", 300), gift, 300)
                                                            .statusCode())
                                    .toList());
            int taken = 0;
            for (var answer : answers) {
                taken += answer.get() == 200 ? 1 : 0;
            }
            assertThat(taken).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":300,\"free_bet_id\":\"x\",\"free_bet_stake\":300",
                "\"amount\":0,\"free_bet_id\":\"x\"",
                "\"amount\":0,\"free_bet_stake\":300",
                "\"amount\":0,\"free_bet_id\":\"\",\"free_bet_stake\":300",
                "\"amount\":0,\"free_bet_id\":\"x\",\"free_bet_stake\":0"
            })
    void a_free_bet_that_takes_money_or_is_half_named_is_malformed(String fields) {
        var house = House.ticket("hypatia", 300);
        String body = house.debitBody(house.debitId(), 300, Instant.now().plusSeconds(5));
        House.post("debit", body.replace("\"amount\":300", fields))
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED"));
    }

    @Test
    void a_promotion_pays_once_without_a_bet_and_a_blocked_player_too() {
        var house = House.ticket("florence", 1);
        long before = house.balance();
        String id = Ids.next().toString();
        String first = promotion(id, "florence", 700).then().statusCode(200).extract().asString();
        assertThat(promotion(id, "florence", 700).asString()).isEqualTo(first);
        promotion(id, "florence", 701)
                .then()
                .statusCode(422)
                .body("code", equalTo("DUPLICATE_MISMATCH"));
        assertThat(house.balance()).isEqualTo(before + 700);
        promotion(Ids.next().toString(), "nobody", 700)
                .then()
                .statusCode(404)
                .body("code", equalTo("PLAYER_UNKNOWN"));
        promotion(Ids.next().toString(), "florence", 0).then().statusCode(400);
        promotion(Ids.next().toString(), "florence", -5).then().statusCode(400);
        assertThat(house.balance()).isEqualTo(before + 700);
    }

    private String granted(String player, long stake) {
        String id = Ids.next().toString();
        var bet = new FreeBet(id, player, "EUR", "digits-3", stake, false);
        assertThat(freeBets.grant(bet, Instant.now())).isTrue();
        assertThat(freeBets.grant(bet, Instant.now())).isFalse();
        return id;
    }

    private static Response free(House house, String gift, long stake) {
        String body = house.debitBody(house.debitId(), house.stake(), EXPIRY);
        return House.post(
                "debit",
                body.replace(
                        "\"amount\":" + house.stake(),
                        "\"amount\":0,\"free_bet_id\":\"%s\",\"free_bet_stake\":%d"
                                .formatted(gift, stake)));
    }

    private static final Instant EXPIRY = Instant.now().plusSeconds(300);

    private static Response promotion(String id, String player, long amount) {
        return House.post(
                "promotion",
                """
                {"transaction_id":"%s","player":"%s","currency":"EUR","amount":%d,
                 "reason":"ten thousand rounds","mode":"REAL"}\
                """
                        .formatted(id, player, amount));
    }
}
