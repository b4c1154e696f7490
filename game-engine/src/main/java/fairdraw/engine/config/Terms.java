package fairdraw.engine.config;

import java.util.Map;
import java.util.Optional;

/**
 * The terms of all operators as they were at one position of the received configuration. A round
 * keeps the terms that were in force when it opened.
 */
public record Terms(long position, Map<String, OperatorTerms> operators) {

    /** A copy that nobody changes. */
    public Terms {
        operators = Map.copyOf(operators);
    }

    /** The terms of one operator. */
    public Optional<OperatorTerms> of(String operator) {
        return Optional.ofNullable(operators.get(operator));
    }
}
