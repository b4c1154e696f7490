package fairdraw.engine.config;

import java.util.Map;
import java.util.Optional;

/** What one operator may do: whether it takes bets, and its limits by currency. */
public record OperatorTerms(String operator, boolean active, Map<String, Limits> currencies) {

    /** A copy that nobody changes. */
    public OperatorTerms {
        currencies = Map.copyOf(currencies);
    }

    /** The limits of a currency; empty when the operator has no such currency. */
    public Optional<Limits> limits(String currency) {
        return Optional.ofNullable(currencies.get(currency));
    }
}
