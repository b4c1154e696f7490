package fairdraw.kernel;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses a body that is too large before it is read, and one that is missing or {@code null}. */
@Provider
@ApplicationScoped
public class RequestBodyFilter implements ReaderInterceptor {

    private static final Pattern BYTES_FORM = Pattern.compile("[0-9]{1,18}");

    // Before Quarkus' own limit, which closes the connection without a word.
    private static final int FIRST = 1_000;

    private final long bytesMax;

    RequestBodyFilter(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bytesMax) {
        this.bytesMax = bytesMax.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::bound, FIRST);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext reader) throws IOException {
        @Nullable Object body = reader.proceed();
        if (body == null) {
            throw Refusal.of(RefusalCode.MALFORMED, "", "The body is missing.").toException();
        }
        return body;
    }

    private void bound(RoutingContext call) {
        if (declaredBytes(call) <= bytesMax) {
            call.next();
            return;
        }
        Refusal refusal =
                Refusal.of(
                        RefusalCode.BODY_TOO_LARGE,
                        "",
                        "The body may have at most " + bytesMax + " bytes.");
        // The rest of the body is on its way and nobody will read it.
        call.response()
                .setStatusCode(refusal.code().httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(Problem.json(refusal)))
                .onComplete(sent -> call.request().connection().close());
    }

    /** Content-Length; 0 where none or nonsense is given, which the server itself then bounds. */
    private static long declaredBytes(RoutingContext call) {
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !BYTES_FORM.matcher(length).matches()) {
            return 0;
        }
        return Long.parseLong(length);
    }
}
