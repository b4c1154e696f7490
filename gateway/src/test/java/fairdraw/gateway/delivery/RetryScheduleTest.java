package fairdraw.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.gateway.delivery.RetrySchedule.Verdict;
import fairdraw.gateway.wallet.NextStep;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.kernel.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final WalletAnswer TIMEOUT =
            new WalletAnswer.Unknown(WalletAnswer.Cause.TIMEOUT);
    private static final WalletAnswer NOT_KNOWN =
            new WalletAnswer.NotApplied("TRANSACTION_UNKNOWN");

    private final RetrySchedule schedule = new RetrySchedule(new Random(7));

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "2, PT2S",
        "3, PT5S",
        "4, PT15S",
        "5, PT30S",
        "6, PT1M",
        "7, PT2M",
        "8, PT5M",
        "9, PT15M",
        "10, PT30M",
        "11, PT1H",
        "12, PT3H",
        "13, PT6H",
        "14, PT6H",
        "20, PT6H"
    })
    void waits_by_the_schedule_with_a_fifth_of_jitter(int attempt, Duration wait) {
        for (int i = 0; i < 200; i++) {
            var verdict = after(claimed(WalletCall.CREDIT, attempt), TIMEOUT, NextStep.RETRY, NOW);
            assertThat(verdict).isInstanceOf(Verdict.Again.class);
            Duration waited = Duration.between(NOW, ((Verdict.Again) verdict).at());
            assertThat(waited)
                    .isBetween(
                            wait.multipliedBy(4).dividedBy(5), wait.multipliedBy(6).dividedBy(5));
        }
    }

    @Test
    void after_three_days_it_waits_for_people() {
        var old =
                new Delivery.Claimed(
                        delivery(WalletCall.CREDIT, Optional.empty()),
                        22,
                        22,
                        NOW.minus(Duration.ofHours(72)));
        assertThat(after(old, TIMEOUT, NextStep.RETRY, NOW))
                .isEqualTo(new Verdict.Parked("TIMEOUT"));
    }

    @Test
    void the_last_attempt_is_at_the_end_of_the_three_days() {
        Instant first = NOW.minus(Duration.ofHours(71));
        var late =
                new Delivery.Claimed(delivery(WalletCall.CREDIT, Optional.empty()), 21, 21, first);
        assertThat(after(late, TIMEOUT, NextStep.RETRY, NOW))
                .isEqualTo(new Verdict.Again(first.plus(Duration.ofHours(72))));
    }

    @Test
    void what_was_sent_again_on_demand_waits_by_a_new_schedule() {
        var replayed =
                new Delivery.Claimed(delivery(WalletCall.CREDIT, Optional.empty()), 23, 1, NOW);
        var again = (Verdict.Again) after(replayed, TIMEOUT, NextStep.RETRY, NOW);
        assertThat(again.at()).isBefore(NOW.plusSeconds(2));
    }

    @Test
    void with_certified_tombstones_a_rollback_of_an_unknown_debit_is_done_at_once() {
        var fresh = rollback(1, NOW.plusSeconds(60));
        assertThat(schedule.after(fresh, NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, true, NOW))
                .isEqualTo(new Verdict.Done(""));
        var refund = claimed(WalletCall.ROLLBACK, 1);
        assertThat(schedule.after(refund, NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, true, NOW))
                .isInstanceOf(Verdict.Again.class);
    }

    @Test
    void an_applied_answer_is_the_end() {
        var applied = new WalletAnswer.Applied("op-1", OptionalLong.empty());
        assertThat(after(claimed(WalletCall.CREDIT, 3), applied, NextStep.DONE, NOW))
                .isEqualTo(new Verdict.Done("op-1"));
    }

    @Test
    void a_rollback_of_an_unknown_debit_is_done_only_ten_minutes_past_its_expiry() {
        Instant expiry = NOW.minus(Duration.ofMinutes(9));
        var verdict = after(rollback(2, expiry), NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, NOW);
        assertThat(verdict).isEqualTo(new Verdict.Again(expiry.plus(Duration.ofMinutes(10))));
        Instant later = expiry.plus(Duration.ofMinutes(10));
        assertThat(after(rollback(2, expiry), NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, later))
                .isEqualTo(new Verdict.Done(""));
    }

    @Test
    void a_rollback_of_an_unknown_debit_is_never_done_at_the_first_try() {
        Instant longAgo = NOW.minus(Duration.ofHours(5));
        assertThat(after(rollback(1, longAgo), NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, NOW))
                .isInstanceOf(Verdict.Again.class);
    }

    @Test
    void the_refund_of_a_confirmed_debit_is_never_done_by_an_unknown_debit() {
        var refund =
                new Delivery.Claimed(delivery(WalletCall.ROLLBACK, Optional.empty()), 9, 9, NOW);
        assertThat(after(refund, NOT_KNOWN, NextStep.RETRY_PAST_EXPIRY, NOW))
                .isInstanceOf(Verdict.Again.class);
    }

    @Test
    void a_missing_acknowledgement_of_a_seal_is_given_up_after_three_tries() {
        assertThat(after(claimed(WalletCall.ROUND_SEALED, 2), TIMEOUT, NextStep.RETRY, NOW))
                .isInstanceOf(Verdict.Again.class);
        assertThat(after(claimed(WalletCall.ROUND_SEALED, 3), TIMEOUT, NextStep.RETRY, NOW))
                .isEqualTo(new Verdict.Missing("TIMEOUT"));
    }

    private Verdict after(
            Delivery.Claimed claimed, WalletAnswer answer, NextStep next, Instant now) {
        return schedule.after(claimed, answer, next, false, now);
    }

    private static Delivery.Claimed rollback(int attempt, Instant expiry) {
        return new Delivery.Claimed(
                delivery(WalletCall.ROLLBACK, Optional.of(expiry)), attempt, attempt, expiry);
    }

    private static Delivery.Claimed claimed(WalletCall call, int attempt) {
        return new Delivery.Claimed(delivery(call, Optional.empty()), attempt, attempt, NOW);
    }

    private static Delivery delivery(WalletCall call, Optional<Instant> expiry) {
        return new Delivery(
                Ids.next(),
                call,
                "demo",
                "anna",
                "t",
                "digits-3",
                7,
                "EUR",
                100,
                "REAL",
                "lane",
                "{}",
                NOW,
                expiry);
    }
}
