package fairdraw.kernel;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.grpc.StatusRuntimeException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.StringJoiner;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every failure of a REST call into problem+json (RFC 9457): what the caller did wrong with
 * the field's name, what broke here with a trace id and nothing else.
 */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refused(RefusedException refused) {
        return response(refused.refusal());
    }

    @ServerExceptionMapper
    Response invalidField(MismatchedInputException e) {
        return response(unreadable(e));
    }

    @ServerExceptionMapper
    Response unreadableBody(JsonProcessingException e) {
        return response(unreadable(e));
    }

    /** The first violation in order of its path; the rest would tell a caller little more. */
    @ServerExceptionMapper
    Response violated(ConstraintViolationException e) {
        Refusal refusal =
                e.getConstraintViolations().stream()
                        .min(Comparator.comparing(violation -> field(violation.getPropertyPath())))
                        .map(ProblemMappers::refusal)
                        .orElseGet(() -> Refusal.of(RefusalCode.INVALID_FIELD));
        return response(refusal);
    }

    /** An answer of a service behind this one: its refusal, or that the service is not there. */
    @ServerExceptionMapper
    Response grpc(StatusRuntimeException e) {
        return GrpcRefusals.refusal(e)
                .map(ProblemMappers::response)
                .orElseGet(() ->
                        switch (e.getStatus().getCode()) {
                            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                                    logged(RefusalCode.UNAVAILABLE, e);
                            default -> logged(RefusalCode.INTERNAL, e);
                        });
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return response(unreadable(json));
        }
        Response given = e.getResponse();
        if (given.hasEntity() || given.getStatus() < 400) {
            return given;
        }
        return switch (given.getStatus()) {
            case 400 -> plain(RefusalCode.INVALID_FIELD);
            case 401 -> plain(RefusalCode.SESSION_INVALID);
            case 403 -> plain(RefusalCode.FORBIDDEN);
            case 404 -> plain(RefusalCode.NOT_FOUND);
            case 405 -> plain(RefusalCode.METHOD_NOT_ALLOWED);
            case 406 -> plain(RefusalCode.NOT_ACCEPTABLE);
            case 413 -> plain(RefusalCode.BODY_TOO_LARGE);
            case 415 -> plain(RefusalCode.UNSUPPORTED_MEDIA_TYPE);
            case 429 -> plain(RefusalCode.RATE_LIMITED);
            case 503 -> plain(RefusalCode.UNAVAILABLE);
            default -> logged(RefusalCode.INTERNAL, e);
        };
    }

    @ServerExceptionMapper
    Response broken(Throwable e) {
        return logged(RefusalCode.INTERNAL, e);
    }

    /** What is wrong with a body that could not be read, as a refusal that names the field. */
    public static Refusal unreadable(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    Refusal.of(
                            RefusalCode.UNKNOWN_FIELD,
                            path(unknown),
                            "There is no field " + path(unknown) + ".");
            case JsonMappingException broken when broken.getCause() instanceof JsonParseException ->
                    Refusal.of(RefusalCode.MALFORMED);
            case JsonMappingException mapping when !path(mapping).isEmpty() ->
                    Refusal.of(RefusalCode.INVALID_FIELD, path(mapping), reason(mapping));
            case MismatchedInputException mismatch ->
                    Refusal.of(RefusalCode.MALFORMED, "", reason(mismatch));
            default -> Refusal.of(RefusalCode.MALFORMED);
        };
    }

    private static Response plain(RefusalCode code) {
        return response(Refusal.of(code));
    }

    private static Response logged(RefusalCode code, Throwable e) {
        String traceId = Problem.traceId();
        LOG.errorf(e, "REST call failed traceId=%s code=%s", traceId, code);
        return response(Refusal.of(code), traceId);
    }

    private static Response response(Refusal refusal) {
        return response(refusal, Problem.traceId());
    }

    private static Response response(Refusal refusal, String traceId) {
        return Response.status(refusal.code().httpStatus())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(Problem.json(Problem.members(refusal, traceId)))
                .build();
    }

    private static Refusal refusal(ConstraintViolation<?> violation) {
        String field = field(violation.getPropertyPath());
        return Refusal.of(RefusalCode.INVALID_FIELD, field, field + " " + violation.getMessage());
    }

    /** Path of a violation without the method and the argument that carried the body. */
    private static String field(Path path) {
        StringJoiner field = new StringJoiner(".");
        String argument = "";
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.PARAMETER) {
                argument = String.valueOf(node.getName());
            } else if (node.getKind() == ElementKind.PROPERTY) {
                Integer index = node.getIndex();
                // The index is on the node that follows the list.
                field.add(index == null ? node.getName() : "[" + index + "]." + node.getName());
            }
        }
        return field.length() == 0 ? argument : field.toString().replace(".[", "[");
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** In our words: Jackson's own would show class names. */
    private static String reason(JsonMappingException e) {
        String where = path(e).isEmpty() ? "The body" : path(e);
        Class<?> wanted =
                e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (wanted == null) {
            return where + " is missing or has a wrong value.";
        }
        if (wanted == long.class || wanted == Long.class || Integer.class == boxed(wanted)) {
            return where + " must be a whole number in range.";
        }
        if (wanted == String.class) {
            return where + " must be a string.";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return where + " must be true or false.";
        }
        if (Iterable.class.isAssignableFrom(wanted) || wanted.isArray()) {
            return where + " must be an array.";
        }
        return where + " is missing or has a wrong value.";
    }

    private static Class<?> boxed(Class<?> type) {
        return type == int.class ? Integer.class : type;
    }
}
