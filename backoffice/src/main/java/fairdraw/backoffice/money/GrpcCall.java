package fairdraw.backoffice.money;

import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A call has a deadline, whoever answers it. */
final class GrpcCall {

    static final Duration DEADLINE = Duration.ofSeconds(3);

    private GrpcCall() {}

    /** Fails when there is no answer in time: then nobody knows what was done. */
    static <T> Uni<T> bounded(Uni<T> call) {
        return call.ifNoItem().after(DEADLINE).fail();
    }

    /** The same for a question: no answer is UNAVAILABLE. */
    static <T> Uni<T> answered(Uni<T> call) {
        return bounded(call)
                .onFailure()
                .transform(failure ->
                        GrpcRefusals.refusal(failure)
                                .orElseGet(() -> Refusal.of(RefusalCode.UNAVAILABLE))
                                .toException());
    }
}
