package fairdraw.backoffice.ui;

import fairdraw.kernel.Currencies;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Money as people write it: major units with the decimals of its currency. */
final class Amount {

    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,16}([.][0-9]{1,4})?");

    // Between digits, where a multiple of three of them is left before the point or the end.
    private static final Pattern THOUSANDS =
            Pattern.compile("(?<=[0-9])(?=([0-9]{3})+(?![0-9]))(?<![.][0-9]{0,4})");

    private Amount() {}

    /** Such as {@code 100.00} for 10000 minor units of EUR. */
    static String text(long minor, String currency) {
        return BigDecimal.valueOf(minor, decimals(currency)).toPlainString();
    }

    /** The same for reading only, with thousands apart. */
    static String apart(long minor, String currency) {
        return THOUSANDS.matcher(text(minor, currency)).replaceAll("\u202f");
    }

    /** Whole minor units; empty when the text is no amount or has too many decimals. */
    static Optional<Long> minor(String text, String currency) {
        String plain = text.strip().replace(" ", "");
        if (!PLAIN.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            var minor = new BigDecimal(plain).movePointRight(decimals(currency));
            return Optional.of(minor.longValueExact());
        } catch (ArithmeticException notWhole) {
            return Optional.empty();
        }
    }

    private static int decimals(String currency) {
        return Currencies.exponents().getOrDefault(currency, 2);
    }
}
