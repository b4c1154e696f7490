package fairdraw.notifier.feed;

import java.util.concurrent.CompletionStage;

/** One connection, of whichever kind, as the feed sees it. */
public interface Listener {

    /** Sends the event; done when the network took it, failed when the connection is gone. */
    CompletionStage<?> send(FeedEvent event);

    /** Shows that the feed lives while nothing happens. */
    void beat();

    /** Ends the connection at once, whatever is still on its way. */
    void drop();
}
