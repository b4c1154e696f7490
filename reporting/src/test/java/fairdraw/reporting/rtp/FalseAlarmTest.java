package fairdraw.reporting.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.games.Fraction;
import fairdraw.reporting.rtp.RtpFigures.Signal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often a sound game rings the bell, and whether a broken one does; measured, seeds fixed. */
class FalseAlarmTest {

    private static final int SIDES = 10;
    private static final long STAKE = 100;
    private static final long PAYS = 885;
    private static final int ROUNDS = 1_500;
    private static final int TRIALS = 2_000;

    /** Many players on few digits: the bets of a draw hang together. */
    private static RtpFigures sound(Random chance, boolean independent) {
        long staked = 0;
        long paid = 0;
        long tenths = 0;
        BigDecimal variance = BigDecimal.ZERO;
        BigDecimal deviationMax = BigDecimal.ZERO;
        var pay = new long[SIDES];
        for (int round = 0; round < ROUNDS; round++) {
            java.util.Arrays.fill(pay, 0);
            int bets = 5 + chance.nextInt(20);
            for (int bet = 0; bet < bets; bet++) {
                // Most follow the crowd.
                int digit = chance.nextInt(4) > 0 ? chance.nextInt(3) : chance.nextInt(SIDES);
                pay[digit] += PAYS;
                staked += STAKE;
            }
            long sum = 0;
            long squares = 0;
            for (long each : pay) {
                sum += each;
                squares += each * each;
            }
            long won = pay[chance.nextInt(SIDES)];
            paid += won;
            tenths += sum;
            BigDecimal expected = BigDecimal.valueOf(sum, 1);
            BigDecimal alone = BigDecimal.valueOf(bets * PAYS * PAYS * 9, 2);
            BigDecimal together = BigDecimal.valueOf(squares, 1).subtract(expected.pow(2));
            variance = variance.add(independent ? alone : together);
            deviationMax = deviationMax.max(BigDecimal.valueOf(won).subtract(expected).pow(2));
        }
        return RtpFigures.of(
                ROUNDS,
                BigInteger.valueOf(staked),
                BigInteger.valueOf(paid),
                Fraction.of(tenths, SIDES),
                variance,
                true,
                deviationMax);
    }

    private static double share(boolean independent, double beyond) {
        var chance = new Random(20260302);
        int rung = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            rung += Math.abs(Double.parseDouble(sound(chance, independent).z())) > beyond ? 1 : 0;
        }
        return (double) rung / TRIALS;
    }

    @Test
    void a_sound_game_shows_a_note_as_often_as_chance_does() {
        double notes = share(false, 2);
        assertTrue(notes > 0.035 && notes < 0.057, "notes " + notes);
        double alerts = share(false, 3);
        assertTrue(alerts < 0.007, "alerts " + alerts);
        assertEquals(0, share(false, 4), 0.0006);
    }

    @Test
    void bets_taken_as_independent_would_cry_wolf() {
        double notes = share(true, 2);
        assertTrue(notes > 0.2, "notes " + notes);
    }

    private static OutcomeFigures drawn(Random chance, int rounds, int favoured) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            int outcome = chance.nextInt(1_000 + favoured);
            counts.merge(outcome < 1_000 ? outcome : outcome - 1_000, 1L, Long::sum);
        }
        return OutcomeFigures.of(1_000, counts);
    }

    @Test
    void even_outcomes_ring_as_often_as_chance_does() {
        for (int rounds : new int[] {60, 500, 8_640}) {
            var chance = new Random(7);
            int notes = 0;
            int stops = 0;
            for (int trial = 0; trial < 1_000; trial++) {
                double z = Math.abs(Double.parseDouble(drawn(chance, rounds, 0).z()));
                notes += z > 2 ? 1 : 0;
                stops += z > 4 ? 1 : 0;
            }
            assertTrue(notes > 25 && notes < 65, rounds + " rounds: notes " + notes);
            assertTrue(stops <= 1, rounds + " rounds: stops " + stops);
        }
    }

    @Test
    void a_draw_that_favours_a_tenth_of_the_outcomes_is_stopped_within_a_day() {
        assertEquals(Signal.STOP, drawn(new Random(1), 8_640, 100).signal());
    }

    @Test
    void an_outcome_that_the_game_does_not_have_stops_at_once_and_few_rounds_say_nothing() {
        assertEquals(Signal.STOP, OutcomeFigures.of(1_000, Map.of(1_000, 1L)).signal());
        var few = OutcomeFigures.of(1_000, Map.of(1, 20L));
        assertEquals(Signal.NOT_ENOUGH_VOLUME, few.signal());
        assertEquals(30, few.missingRounds());
    }

    @Test
    void bins_hold_at_least_five_expected_rounds() {
        for (int rounds = 50; rounds < 6_000; rounds += 7) {
            int bins = drawn(new Random(rounds), rounds, 0).bins();
            assertTrue((long) rounds * (1_000 / bins) >= 5_000, rounds + " rounds " + bins);
        }
    }

    @Test
    void only_the_whole_game_may_stop() {
        var far =
                RtpFigures.of(
                        1_000,
                        BigInteger.valueOf(100_000),
                        BigInteger.valueOf(99_000),
                        Fraction.of(88_500, 1),
                        new BigDecimal("10000"),
                        true,
                        BigDecimal.ONE);
        assertEquals(Signal.STOP, far.signal());
        assertEquals(Signal.ALERT, far.withoutStop().signal());
    }
}
