package fairdraw.gateway.wallet;

/**
 * An answer that came after its deadline. The call is UNKNOWN and stays so; what came is only
 * logged.
 *
 * @param exchange what came, with the cause LATE
 */
public record LateAnswer(WalletExchange exchange) {}
