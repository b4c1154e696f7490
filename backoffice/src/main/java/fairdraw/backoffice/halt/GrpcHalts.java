package fairdraw.backoffice.halt;

import fairdraw.engine.v1.Halt;
import fairdraw.engine.v1.HaltService;
import fairdraw.engine.v1.ListHaltsRequest;
import fairdraw.engine.v1.ResumeGameRequest;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Asks the engine about games that were stopped. */
@ApplicationScoped
public class GrpcHalts {

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final HaltService engine;

    GrpcHalts(@GrpcClient("engine") HaltService engine) {
        this.engine = engine;
    }

    /** The newest first, at most 200. */
    public Uni<List<HaltView>> list() {
        return answered(engine.listHalts(ListHaltsRequest.getDefaultInstance()))
                .map(answer -> answer.getHaltsList().stream().map(GrpcHalts::view).toList());
    }

    /** Lets the game go on; fails with NOT_FOUND. */
    Uni<HaltView> resume(UUID id, String by, String reason) {
        var request =
                ResumeGameRequest.newBuilder()
                        .setHalt(id.toString())
                        .setResumedBy(by)
                        .setReason(reason);
        return answered(engine.resumeGame(request.build())).map(answer -> view(answer.getHalt()));
    }

    private static <T> Uni<T> answered(Uni<T> call) {
        return call.ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .transform(failure ->
                        GrpcRefusals.refusal(failure)
                                .orElseGet(() -> Refusal.of(RefusalCode.UNAVAILABLE))
                                .toException());
    }

    private static HaltView view(Halt it) {
        boolean stands = !it.hasResumption();
        var end = it.getResumption();
        return new HaltView(
                UUID.fromString(it.getId()),
                it.getGame(),
                it.getCause(),
                Instant.ofEpochMilli(it.getAtMs()),
                stands ? null : end.getResumedBy(),
                stands ? null : end.getReason(),
                stands ? null : Instant.ofEpochMilli(end.getAtMs()));
    }
}
