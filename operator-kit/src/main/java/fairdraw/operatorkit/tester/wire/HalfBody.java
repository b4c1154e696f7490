package fairdraw.operatorkit.tester.wire;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body whose second half comes late, or never: then the connection breaks. */
final class HalfBody implements Subscription {

    private final byte[] body;
    private final boolean cut;
    private final Executor later;
    private final Subscriber<? super ByteBuffer> to;
    private final AtomicBoolean begun = new AtomicBoolean();

    private HalfBody(
            byte[] body, Duration pause, boolean cut, Subscriber<? super ByteBuffer> receiver) {
        this.body = body;
        this.cut = cut;
        this.later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        this.to = receiver;
    }

    /**
     * A body in two halves under the length of the whole.
     *
     * @param pause between the halves
     * @param cut the second half never comes
     */
    static BodyPublisher of(byte[] body, Duration pause, boolean cut) {
        return BodyPublishers.fromPublisher(
                receiver -> receiver.onSubscribe(new HalfBody(body, pause, cut, receiver)),
                body.length);
    }

    @Override
    public void request(long items) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        int half = body.length / 2;
        to.onNext(ByteBuffer.wrap(body, 0, half));
        later.execute(() -> {
            if (cut) {
                to.onError(new java.io.IOException("the tester broke the connection"));
            } else {
                to.onNext(ByteBuffer.wrap(body, half, body.length - half));
                to.onComplete();
            }
        });
    }

    @Override
    public void cancel() {
        begun.set(true);
    }
}
