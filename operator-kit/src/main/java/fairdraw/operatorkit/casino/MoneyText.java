package fairdraw.operatorkit.casino;

import fairdraw.kernel.Currencies;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/** Minor units as people read them: 100000 EUR is €1,000.00. Exact, by the exponent registry. */
final class MoneyText {

    private MoneyText() {}

    /** The amount with the currency's sign; a minus sign when it is negative. */
    static String of(long minor, String currency) {
        int exponent = Objects.requireNonNull(Currencies.exponents().get(currency), currency);
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(exponent);
        format.setMaximumFractionDigits(exponent);
        return format.format(BigDecimal.valueOf(minor, exponent));
    }

    /** The same with a plus sign before what is more than nothing. */
    static String signed(long minor, String currency) {
        return (minor > 0 ? "+" : "") + of(minor, currency).replace("-", "\u2212");
    }
}
