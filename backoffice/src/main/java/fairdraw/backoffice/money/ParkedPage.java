package fairdraw.backoffice.money;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits, the oldest first; {@code next} is the {@code after} of the page that follows. */
public record ParkedPage(List<ParkedView> items, @Nullable String next) {}
