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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One POST under one deadline that covers all of it: connecting, sending, every byte of the reply.
 */
final class HttpExchange {

    private final Vertx vertx;
    private final int bodyBytesMax;
    private final UniEmitter<? super Reply> emitter;
    private final LateCalls lateCalls;
    private final Consumer<Reply.Whole> late;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.AWAITED);
    private volatile @Nullable HttpClientRequest request;
    private volatile long timer;

    /**
     * @param lateCalls whether one that is given up may still be listened to
     * @param late told of an answer that came after the deadline, once at most
     */
    HttpExchange(
            Vertx vertx,
            int bodyBytesMax,
            UniEmitter<? super Reply> emitter,
            LateCalls lateCalls,
            Consumer<Reply.Whole> late) {
        this.vertx = vertx;
        this.bodyBytesMax = bodyBytesMax;
        this.emitter = emitter;
        this.lateCalls = lateCalls;
        this.late = late;
    }

    private enum Stage {
        /** Somebody waits for the reply. */
        AWAITED,
        /** It was given up; what still comes is for the log. */
        GIVEN_UP,
        ENDED
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
        timer = vertx.setTimer(Math.max(1, deadline.toMillis()), deadlinePassed -> giveUp());
        client.request(options)
                .onFailure(failure -> fail(cause(failure), 0))
                .onSuccess(opened -> send(opened, body));
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        if (stage.get() != Stage.AWAITED) {
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
            var whole = new Reply.Whole(response.statusCode(), read.getBytes());
            if (stage.compareAndSet(Stage.AWAITED, Stage.ENDED)) {
                vertx.cancelTimer(timer);
                emitter.complete(whole);
            } else if (stage.compareAndSet(Stage.GIVEN_UP, Stage.ENDED)) {
                vertx.cancelTimer(timer);
                lateCalls.free();
                late.accept(whole);
            }
        });
    }

    /** The deadline passed: nobody waits any more, but an answer may still be worth a line. */
    private void giveUp() {
        if (request == null || !lateCalls.take()) {
            fail(WalletAnswer.Cause.TIMEOUT, 0);
        } else if (stage.compareAndSet(Stage.AWAITED, Stage.GIVEN_UP)) {
            timer =
                    vertx.setTimer(
                            LateCalls.KEPT.toMillis(),
                            tooLate -> fail(WalletAnswer.Cause.TIMEOUT, 0));
            emitter.complete(new Reply.Failed(WalletAnswer.Cause.TIMEOUT, 0));
        } else {
            lateCalls.free();
        }
    }

    private void fail(WalletAnswer.Cause cause, int status) {
        if (stage.compareAndSet(Stage.AWAITED, Stage.ENDED)) {
            end();
            emitter.complete(new Reply.Failed(cause, status));
        } else if (stage.compareAndSet(Stage.GIVEN_UP, Stage.ENDED)) {
            lateCalls.free();
            end();
        }
    }

    private void end() {
        vertx.cancelTimer(timer);
        HttpClientRequest open = request;
        if (open != null) {
            open.reset();
        }
    }

    private static WalletAnswer.Cause cause(Throwable failure) {
        return failure instanceof ConnectException
                ? WalletAnswer.Cause.CONNECTION_REFUSED
                : WalletAnswer.Cause.CONNECTION_LOST;
    }
}
