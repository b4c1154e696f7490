package fairdraw.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.gateway.Parts;
import fairdraw.gateway.TestClock;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletExchange;
import fairdraw.gateway.wallet.WalletRequest;
import fairdraw.kernel.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Outcomes are written together, and stand or fall alone. */
@QuarkusTest
@QuarkusTestResource(Parts.class)
class OutcomesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Nobody that the workers know, so that only this test claims what it is owed. */
    private final String operator = "outcomes-" + Ids.next();

    @Inject PgDeliveries deliveries;
    @Inject PgOutcomes outcomes;

    @Test
    void one_that_the_database_does_not_take_holds_up_no_other() throws SQLException {
        List<Delivery.Claimed> claimed = claimed(3);
        List<Boolean> written =
                Uni.join()
                        .all(
                                record(claimed.get(0), "a"),
                                record(claimed.get(1), "a zero \0 character"),
                                record(claimed.get(2), "c"))
                        .andCollectFailures()
                        .await()
                        .atMost(PATIENCE);
        assertThat(written).containsExactly(true, false, true);
        assertThat(state(claimed.get(0))).isEqualTo("APPLIED a 1");
        assertThat(state(claimed.get(1))).isEqualTo("QUEUED  0");
        assertThat(state(claimed.get(2))).isEqualTo("APPLIED c 1");
    }

    @Test
    void a_worker_that_lost_its_claim_ends_nothing_and_its_attempt_is_logged() throws SQLException {
        Delivery.Claimed lost = claimed(1).getFirst();
        Instant later = TestClock.now().plus(Duration.ofMinutes(1));
        Delivery.Claimed won =
                deliveries
                        .claim(Map.of(operator, 1), later, later.plusSeconds(30))
                        .await()
                        .atMost(PATIENCE)
                        .getFirst();
        assertThat(record(lost, "late").await().atMost(PATIENCE)).isTrue();
        assertThat(state(lost)).isEqualTo("QUEUED  1");
        assertThat(record(won, "in time").await().atMost(PATIENCE)).isTrue();
        assertThat(state(won)).isEqualTo("APPLIED in time 2");
    }

    /** Whether it was written. */
    private Uni<Boolean> record(Delivery.Claimed claimed, String operatorTransaction) {
        var delivery = claimed.delivery();
        var request =
                new WalletRequest(
                        delivery.call(), operator, delivery.transaction(), delivery.body());
        var exchange =
                new WalletExchange(
                        request,
                        "http://wallet",
                        TestClock.now(),
                        1,
                        200,
                        "{}",
                        new WalletAnswer.Applied("", OptionalLong.empty()),
                        Optional.empty());
        return outcomes.record(
                        new PgOutcomes.Outcome(
                                claimed,
                                exchange,
                                new RetrySchedule.Verdict.Done(operatorTransaction),
                                List.of(),
                                TestClock.now()))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(false);
    }

    private List<Delivery.Claimed> claimed(int count) {
        List<Delivery> owed =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                new Delivery(
                                        Ids.next(),
                                        WalletCall.CREDIT,
                                        operator,
                                        "p" + i,
                                        UUID.randomUUID().toString(),
                                        "digits-3",
                                        5,
                                        "EUR",
                                        1,
                                        "REAL",
                                        "player/p" + i,
                                        "{}",
                                        TestClock.now(),
                                        Optional.empty()))
                        .toList();
        deliveries.queue(owed, List.of(), List.of()).await().atMost(PATIENCE);
        Instant now = TestClock.now();
        return deliveries
                .claim(Map.of(operator, count), now, now.plusSeconds(30))
                .await()
                .atMost(PATIENCE);
    }

    private static String state(Delivery.Claimed claimed) throws SQLException {
        try (var connection = Parts.db().connect();
                var query =
                        connection.prepareStatement(
                                "select state || ' ' || operator_transaction || ' ' || (select"
                                        + " count(*) from wallet_attempt a where a.transaction ="
                                        + " t.transaction) from wallet_transaction t where"
                                        + " transaction = ?")) {
            query.setObject(1, claimed.delivery().transaction());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
