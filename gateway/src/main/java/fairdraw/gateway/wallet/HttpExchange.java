package fairdraw.gateway.wallet;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One POST under one deadline that covers all of it: connecting, sending, every byte of the reply.
 */
final class HttpExchange {

    private final Vertx vertx;
    private final int bodyBytesMax;
    private final UniEmitter<? super Reply> emitter;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable HttpClientRequest request;
    private long timer;

    HttpExchange(Vertx vertx, int bodyBytesMax, UniEmitter<? super Reply> emitter) {
        this.vertx = vertx;
        this.bodyBytesMax = bodyBytesMax;
        this.emitter = emitter;
    }

    /** What came back: a status and a body, or why nothing did. */
    sealed interface Reply {

        /** A whole reply. */
        @SuppressWarnings("ArrayRecordComponent") // read once, never compared
        record Whole(int status, byte[] body) implements Reply {}

        /** No whole reply. */
        record Failed(WalletAnswer.Cause cause, int status) implements Reply {}
    }

    void start(HttpClient client, RequestOptions options, Buffer body, Duration deadline) {
        timer =
                vertx.setTimer(
                        Math.max(1, deadline.toMillis()),
                        late -> fail(WalletAnswer.Cause.TIMEOUT, 0));
        client.request(options)
                .onFailure(failure -> fail(cause(failure), 0))
                .onSuccess(opened -> send(opened, body));
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        if (done.get()) {
            // The deadline passed while we connected: nothing may be sent any more.
            opened.reset();
            return;
        }
        opened.response().onFailure(failure -> fail(cause(failure), 0)).onSuccess(this::receive);
        opened.exceptionHandler(failure -> fail(cause(failure), 0));
        opened.end(body).onFailure(failure -> fail(cause(failure), 0));
    }

    private void receive(HttpClientResponse response) {
        Buffer read = Buffer.buffer();
        response.exceptionHandler(failure -> fail(cause(failure), response.statusCode()));
        response.handler(chunk -> {
            if (read.length() + chunk.length() > bodyBytesMax) {
                fail(WalletAnswer.Cause.BODY_TOO_LARGE, response.statusCode());
            } else {
                read.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            if (done.compareAndSet(false, true)) {
                vertx.cancelTimer(timer);
                emitter.complete(new Reply.Whole(response.statusCode(), read.getBytes()));
            }
        });
    }

    private void fail(WalletAnswer.Cause cause, int status) {
        if (done.compareAndSet(false, true)) {
            vertx.cancelTimer(timer);
            HttpClientRequest open = request;
            if (open != null) {
                open.reset();
            }
            emitter.complete(new Reply.Failed(cause, status));
        }
    }

    private static WalletAnswer.Cause cause(Throwable failure) {
        return failure instanceof ConnectException
                ? WalletAnswer.Cause.CONNECTION_REFUSED
                : WalletAnswer.Cause.CONNECTION_LOST;
    }
}
