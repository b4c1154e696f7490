package fairdraw.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Refusal} as problem+json (RFC 9457, spec 6). */
public final class Problem {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:fairdraw:problem:";
    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /** The members of the problem, in order; the refusal's extra members come last. */
    public static Map<String, Object> members(Refusal refusal) {
        return members(refusal, traceId());
    }

    /** The JSON text of the problem, in UTF-8. */
    public static byte[] json(Refusal refusal) {
        return json(members(refusal));
    }

    static byte[] json(Map<String, Object> members) {
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an extra member has no JSON form", e);
        }
    }

    static Map<String, Object> members(Refusal refusal, String traceId) {
        RefusalCode code = refusal.code();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE_PREFIX + code.name());
        members.put("title", code.sentence());
        members.put("status", code.httpStatus());
        members.put("detail", refusal.detail());
        members.put("code", code.name());
        members.put("retryable", code.retryable());
        members.put("traceId", traceId);
        if (!refusal.field().isEmpty()) {
            members.put("field", refusal.field());
        }
        refusal.extra().forEach(members::putIfAbsent);
        return members;
    }

    /** The trace of this call; without tracing a fresh id, which the log carries as well. */
    static String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : Ids.next().toString().replace("-", "");
    }
}
