package fairdraw.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcRefusalsTest {

    @Test
    void every_refusal_comes_back_as_it_went() {
        for (RefusalCode code : RefusalCode.values()) {
            Refusal sent = new Refusal(code, "bets[0].stake", "too much", Map.of("largest", "12"));
            StatusRuntimeException status = GrpcRefusals.status(sent);
            assertEquals(code.grpcStatus().name(), status.getStatus().getCode().name());
            assertEquals(Optional.of(sent), GrpcRefusals.refusal(status));
        }
    }

    @Test
    void a_failure_that_is_no_refusal_stays_unknown() {
        assertEquals(
                Optional.empty(),
                GrpcRefusals.refusal(Status.DEADLINE_EXCEEDED.asRuntimeException()));
        assertEquals(Optional.empty(), GrpcRefusals.refusal(new IllegalStateException()));
    }

    @Test
    void what_broke_inside_is_not_told() {
        Throwable told =
                new GrpcFailureFilter().transform(new IllegalStateException("password=hunter2"));
        assertEquals(Status.Code.INTERNAL, ((StatusRuntimeException) told).getStatus().getCode());
        assertFalse(told.toString().contains("hunter2"));
    }
}
