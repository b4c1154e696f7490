package fairdraw.kernel;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Refusal} as a rich gRPC status and back (spec 6): {@code google.rpc.Status} with an
 * {@code ErrorInfo} whose reason is the code and whose domain is {@code fairdraw}.
 */
public final class GrpcRefusals {

    private static final String DOMAIN = "fairdraw";
    private static final String FIELD = "field";

    private GrpcRefusals() {}

    /** The status to answer with. Extra members travel as text. */
    public static StatusRuntimeException status(Refusal refusal) {
        ErrorInfo.Builder info =
                ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(refusal.code().name());
        refusal.extra().forEach((name, value) -> info.putMetadata(name, String.valueOf(value)));
        if (!refusal.field().isEmpty()) {
            info.putMetadata(FIELD, refusal.field());
        }
        Status status =
                Status.newBuilder()
                        .setCode(Code.valueOf(refusal.code().grpcStatus().name()).value())
                        .setMessage(refusal.detail())
                        .addDetails(Any.pack(info.build()))
                        .build();
        return StatusProto.toStatusRuntimeException(status);
    }

    /**
     * The refusal in an answer, with its extra members as text. Empty when the peer did not refuse:
     * a deadline, a broken connection or a bug says nothing about what it did.
     */
    public static Optional<Refusal> refusal(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return Optional.of(refused.refusal());
        }
        if (!(failure instanceof StatusRuntimeException || failure instanceof StatusException)) {
            return Optional.empty();
        }
        Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(GrpcRefusals::unpack)
                .filter(info -> info.getDomain().equals(DOMAIN))
                .findFirst()
                .flatMap(info -> refusal(info, status.getMessage()));
    }

    /** The exception and trailers of a status, as a server writes them. */
    static Metadata trailers(StatusRuntimeException status) {
        Metadata trailers = status.getTrailers();
        return trailers == null ? new Metadata() : trailers;
    }

    private static Optional<Refusal> refusal(ErrorInfo info, String detail) {
        // A peer of another version may refuse with a code that this one does not know.
        return Arrays.stream(RefusalCode.values())
                .filter(code -> code.name().equals(info.getReason()))
                .findFirst()
                .map(code -> new Refusal(code, field(info), detail, extra(info)));
    }

    private static String field(ErrorInfo info) {
        return info.getMetadataOrDefault(FIELD, "");
    }

    private static Map<String, Object> extra(ErrorInfo info) {
        Map<String, Object> extra = new HashMap<>(info.getMetadataMap());
        extra.remove(FIELD);
        return Map.copyOf(extra);
    }

    private static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the peer sent a broken ErrorInfo", e);
        }
    }
}
