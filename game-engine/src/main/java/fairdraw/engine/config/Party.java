package fairdraw.engine.config;

/** Whose books: an operator in one currency and mode. Never added up with another. */
public record Party(String operator, String currency, Mode mode) {}
