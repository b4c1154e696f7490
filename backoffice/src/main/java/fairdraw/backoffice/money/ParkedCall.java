package fairdraw.backoffice.money;

import java.util.List;

/** A call that waits for people, with its tries, the newest first. */
public record ParkedCall(ParkedView transaction, List<AttemptView> attempts) {}
