package fairdraw.engine.lease;

/**
 * The right to write for a game: valid while the lease row still carries this token. A later owner
 * has a higher one.
 */
public record Fence(String game, long token) {}
