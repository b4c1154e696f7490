package fairdraw.kernel;

import java.util.Currency;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The currencies that Fairdraw takes and the number of decimals of each (ISO 4217), published at
 * {@code /v1/currencies}.
 */
public final class Currencies {

    private static final SortedMap<String, Integer> EXPONENTS = new TreeMap<>();

    static {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            // Funds codes and metals have no minor unit: -1.
            if (currency.getDefaultFractionDigits() >= 0) {
                EXPONENTS.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
            }
        }
    }

    private Currencies() {}

    /** Whether the code is in the registry; case matters. */
    public static boolean known(String code) {
        return EXPONENTS.containsKey(code);
    }

    /** Code to number of decimals, 0..4, in order of the code. */
    public static SortedMap<String, Integer> exponents() {
        return java.util.Collections.unmodifiableSortedMap(EXPONENTS);
    }
}
