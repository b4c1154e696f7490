package fairdraw.engine.bet;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Supplier;

/** What waits for the one writer of a game. */
sealed interface QueuedWork {

    /** Tells who waits that nothing came of it. */
    void fail(Throwable cause);

    /** A command, which is committed together with its neighbours. */
    record Command(TicketCommand command, UniEmitter<? super TicketAnswer> answer)
            implements QueuedWork {
        @Override
        public void fail(Throwable cause) {
            answer.fail(cause);
        }
    }

    /** A step of a round, which runs alone. */
    record Step(Supplier<Uni<Void>> run, UniEmitter<? super Void> done) implements QueuedWork {
        @Override
        public void fail(Throwable cause) {
            done.fail(cause);
        }
    }
}
