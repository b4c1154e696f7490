package fairdraw.reporting.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fairdraw.games.Fraction;
import fairdraw.reporting.rtp.RtpFigures.Signal;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpFiguresTest {

    private static RtpFigures figures(long rounds, long stakes, long payouts, String variance) {
        return RtpFigures.of(
                rounds,
                BigInteger.valueOf(stakes),
                BigInteger.valueOf(payouts),
                Fraction.of(stakes * 885, 1000),
                new BigDecimal(variance),
                true,
                BigDecimal.ONE);
    }

    @Test
    void without_stakes_there_is_no_rtp() {
        var nothing = figures(0, 0, 0, "0");
        assertEquals("", nothing.actual());
        assertEquals(Signal.NOT_ENOUGH_VOLUME, nothing.signal());
    }

    @ParameterizedTest
    @CsvSource({
        "88500, 0.00, AS_EXPECTED",
        "88700, 2.00, AS_EXPECTED",
        "88701, 2.01, NOTE",
        "88299, -2.01, NOTE",
        "88801, 3.01, ALERT",
        "88199, -3.01, ALERT",
        "88901, 4.01, STOP",
    })
    void the_ladder_follows_z(long payouts, String z, Signal signal) {
        var figures = figures(1000, 100_000, payouts, "10000");
        assertEquals(z, figures.z());
        assertEquals(signal, figures.signal());
    }

    @Test
    void the_interval_lies_around_the_theory() {
        var figures = figures(1000, 100_000, 88_500, "1000000");
        assertEquals("0.885000", figures.theoretical());
        assertEquals("0.865400", figures.low());
        assertEquals("0.904600", figures.high());
    }

    @Test
    void one_round_that_dominates_silences_the_ladder_and_says_what_is_missing() {
        var thin =
                RtpFigures.of(
                        10,
                        BigInteger.valueOf(1000),
                        BigInteger.valueOf(8850),
                        Fraction.of(885, 1),
                        new BigDecimal("1000"),
                        true,
                        new BigDecimal("100"));
        assertEquals(Signal.NOT_ENOUGH_VOLUME, thin.signal());
        // 100 times the largest squared deviation is 10 times what ten rounds brought.
        assertEquals(90, thin.missingRounds());
    }
}
