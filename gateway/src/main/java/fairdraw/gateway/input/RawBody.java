package fairdraw.gateway.input;

import fairdraw.kernel.Problem;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Reads the body of every API call once, up to the bound, so that its very bytes can be signed. */
@ApplicationScoped
public class RawBody {

    /** The largest body that is read; one byte more is refused. */
    public static final int BODY_BYTES_MAX = 64 * 1024;

    /** Before the routes of the REST layer. */
    private static final int ORDER = -5;

    private static final int STATUS_TOO_LARGE = 413;

    void install(@Observes Router router) {
        router.route("/v1/*")
                .order(ORDER)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                .failureHandler(RawBody::refuse);
    }

    /** The bytes as they came; none for a request without a body. */
    public static byte[] of(RoutingContext routing) {
        Buffer body = routing.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private static void refuse(RoutingContext routing) {
        if (routing.statusCode() != STATUS_TOO_LARGE || routing.response().headWritten()) {
            routing.next();
            return;
        }
        Refusal refusal =
                Refusal.of(
                        RefusalCode.BODY_TOO_LARGE,
                        "",
                        "A body may have " + BODY_BYTES_MAX + " bytes.");
        routing.response()
                .setStatusCode(STATUS_TOO_LARGE)
                .putHeader("content-type", Problem.MEDIA_TYPE)
                // What is left of the body is not read: the connection cannot be used again.
                .putHeader("connection", "close")
                .end(Buffer.buffer(Problem.json(refusal)))
                .onFailure(gone -> routing.request().connection().close());
    }
}
