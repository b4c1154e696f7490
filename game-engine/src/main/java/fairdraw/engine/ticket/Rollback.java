package fairdraw.engine.ticket;

/** A wallet must give back what it may have taken for a ticket, and why. */
public record Rollback(TicketBody ticket, String reason) {}
