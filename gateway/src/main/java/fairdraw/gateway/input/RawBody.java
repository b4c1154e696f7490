package fairdraw.gateway.input;

import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;

/**
 * Reads the body of an API call once, up to the bound, so that its very bytes can be signed, and
 * hands it on to the REST layer. It reads inside the REST layer, which pauses the request first: on
 * HTTP/2 that fails for a request that was read to its end before.
 */
public final class RawBody {

    /** The largest body that is read; one byte more is refused. */
    public static final int BODY_BYTES_MAX = 64 * 1024;

    private RawBody() {}

    /**
     * The bytes as they came; none for a request without a body. What is over the bound is thrown
     * away while it comes, up to the server's own limit, so that the caller gets its answer.
     */
    public static Uni<byte[]> read(ContainerRequestContext context, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Uni<byte[]> body =
                request.isEnded()
                        ? Uni.createFrom().item(new byte[0])
                        : Uni.createFrom().emitter(emitter -> receive(request, emitter));
        return body.invoke(bytes -> context.setEntityStream(new ByteArrayInputStream(bytes)));
    }

    private static void receive(HttpServerRequest request, UniEmitter<? super byte[]> emitter) {
        Buffer read = Buffer.buffer();
        request.handler(chunk -> {
            if (read.length() + chunk.length() > BODY_BYTES_MAX) {
                emitter.fail(tooLarge());
            } else {
                read.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(emitter::fail);
        request.endHandler(end -> emitter.complete(read.getBytes()));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private static Throwable tooLarge() {
        return Refusal.of(
                        RefusalCode.BODY_TOO_LARGE,
                        "",
                        "A body may have " + BODY_BYTES_MAX + " bytes.")
                .toException();
    }
}
