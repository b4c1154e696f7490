package fairdraw.kernel;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What a failed gRPC call answers, in every service: a refusal as its status, anything unexpected
 * as INTERNAL with the trace id only. The cause goes to the log, once.
 */
@Singleton
final class GrpcFailureFilter implements ExceptionHandlerProvider {

    private static final Logger LOG = Logger.getLogger(GrpcFailureFilter.class);

    @Override
    public <Q, A> ExceptionHandler<Q, A> createHandler(
            ServerCall.Listener<Q> listener, ServerCall<Q, A> call, Metadata metadata) {
        return new ExceptionHandler<>(listener, call, metadata) {
            @Override
            protected void handleException(
                    Throwable failure, ServerCall<Q, A> failed, Metadata ignored) {
                StatusRuntimeException status = status(failure);
                failed.close(status.getStatus(), GrpcRefusals.trailers(status));
            }
        };
    }

    @Override
    public Throwable transform(Throwable failure) {
        return status(failure);
    }

    private static StatusRuntimeException status(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> GrpcRefusals.status(refused.refusal());
            case StatusRuntimeException status -> status;
            case StatusException status ->
                    new StatusRuntimeException(status.getStatus(), status.getTrailers());
            default -> internal(failure);
        };
    }

    private static StatusRuntimeException internal(Throwable failure) {
        String traceId = Problem.traceId();
        LOG.errorf(failure, "gRPC call failed traceId=%s", traceId);
        return Status.INTERNAL.withDescription("traceId=" + traceId).asRuntimeException();
    }
}
