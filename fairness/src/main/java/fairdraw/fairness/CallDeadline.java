package fairdraw.fairness;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hands each call the time that its caller gives it: gRPC on the HTTP port does not put the
 * deadline into the call's context by itself.
 */
@Singleton
@GlobalInterceptor
public class CallDeadline implements ServerInterceptor {

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,8})([HMSmun])");
    private static final Context.Key<Long> DUE_NANOS = Context.key("fairdraw-due");

    /** What is left of the caller's time; nothing when the caller set no deadline. */
    static Optional<Duration> left() {
        return Optional.ofNullable(DUE_NANOS.get())
                .map(due -> Duration.ofNanos(due - System.nanoTime()));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var timeout = Optional.ofNullable(headers.get(TIMEOUT)).flatMap(CallDeadline::parse);
        if (timeout.isEmpty()) {
            return next.startCall(call, headers);
        }
        var context =
                Context.current().withValue(DUE_NANOS, System.nanoTime() + timeout.get().toNanos());
        return Contexts.interceptCall(context, call, headers, next);
    }

    static Optional<Duration> parse(String text) {
        var matched = FORM.matcher(text);
        if (!matched.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matched.group(1));
        return Optional.of(
                switch (matched.group(2)) {
                    case "H" -> Duration.ofHours(amount);
                    case "M" -> Duration.ofMinutes(amount);
                    case "S" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMillis(amount);
                    case "u" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
                    default -> Duration.ofNanos(amount);
                });
    }
}
