package fairdraw.operatorkit.casino;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact money for people. */
class MoneyTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100000 | EUR | €1,000.00",
                "7 | EUR | €0.07",
                "1234 | JPY | ¥1,234",
                "1234567 | KWD | KWD1,234.567",
                "9223372036854775807 | EUR | €92,233,720,368,547,758.07"
            })
    void minor_units_become_text_by_the_exponent(long minor, String currency, String text) {
        assertThat(MoneyText.of(minor, currency).replace("\u00a0", "")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"500, +€5.00", "-500, \u2212€5.00", "0, €0.00"})
    void a_change_has_its_sign(long minor, String text) {
        assertThat(MoneyText.signed(minor, "EUR")).isEqualTo(text);
    }
}
