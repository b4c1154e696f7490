package fairdraw.gateway.auth;

import fairdraw.gateway.input.RawBody;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import fairdraw.kernel.RefusedException;
import fairdraw.kernel.WebhookSignature;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Proves that a request comes from an operator: HMAC over its very bytes (spec 6). */
@ApplicationScoped
class OperatorFilter {

    static final String KEY_ID = "fairdraw-key-id";
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9_:-]{1,128}");
    private static final Pattern SECONDS_FORM = Pattern.compile("[0-9]{1,11}");
    private static final int SIGNATURE_CHARS_MAX = 512;

    private final PgOperatorKeys keys;
    private final RedisReplays replays;
    private final CurrentCaller caller;
    private final InstantSource clock;

    OperatorFilter(
            PgOperatorKeys keys, RedisReplays replays, CurrentCaller caller, InstantSource clock) {
        this.keys = keys;
        this.replays = replays;
        this.caller = caller;
        this.clock = clock;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    Uni<Response> authenticate(ContainerRequestContext request, RoutingContext routing) {
        return RawBody.read(request, routing)
                .chain(body -> {
                    String keyId = request.getHeaderString(KEY_ID);
                    return keyId == null
                            ? Uni.createFrom().nullItem()
                            : authenticate(request, routing.request().uri(), keyId, body);
                });
    }

    private Uni<Response> authenticate(
            ContainerRequestContext request, String path, String keyId, byte[] body) {
        String id = header(request, ID, ID_FORM);
        String seconds = header(request, TIMESTAMP, SECONDS_FORM);
        String signature = request.getHeaderString(SIGNATURE);
        if (signature == null || signature.length() > SIGNATURE_CHARS_MAX) {
            throw refused(RefusalCode.SIGNATURE_MISSING, SIGNATURE);
        }
        Instant timestamp = Instant.ofEpochSecond(Long.parseLong(seconds));
        if (!WebhookSignature.inWindow(timestamp, clock.instant())) {
            throw refused(RefusalCode.TIMESTAMP_OUT_OF_RANGE, TIMESTAMP);
        }
        OperatorKey key =
                keys.find(keyId)
                        .filter(found -> found.purpose() == OperatorKey.Purpose.API)
                        .orElseThrow(() -> refused(RefusalCode.KEY_UNKNOWN, KEY_ID));
        // Our own signature is remembered, not the header: a header with a further signature in
        // it would be the same request in another dress.
        String proven =
                WebhookSignature.provenRequest(
                                List.of(key.secret()),
                                id,
                                timestamp,
                                signature,
                                request.getMethod(),
                                path,
                                body)
                        .orElseThrow(() -> refused(RefusalCode.SIGNATURE_INVALID, SIGNATURE));
        return replays.first(proven).map(first -> accept(first, key));
    }

    private @Nullable Response accept(boolean first, OperatorKey key) {
        if (!first) {
            throw refused(RefusalCode.REPLAYED_REQUEST, ID);
        }
        caller.proven(new Caller.OperatorCaller(key.operator(), key.id()));
        return null;
    }

    private String header(ContainerRequestContext request, String name, Pattern form) {
        String value = request.getHeaderString(name);
        if (value == null) {
            throw refused(RefusalCode.SIGNATURE_MISSING, name);
        }
        if (!form.matcher(value).matches()) {
            throw refused(RefusalCode.SIGNATURE_INVALID, name);
        }
        return value;
    }

    /** With our time, so that an operator whose clock is off sees by how much. */
    private RefusedException refused(RefusalCode code, String header) {
        return new Refusal(
                        code,
                        header,
                        code.sentence(),
                        Map.of("serverTime", clock.instant().toString()))
                .toException();
    }
}
