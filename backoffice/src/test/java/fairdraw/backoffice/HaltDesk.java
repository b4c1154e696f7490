package fairdraw.backoffice;

import fairdraw.engine.v1.Halt;
import fairdraw.engine.v1.HaltService;
import fairdraw.engine.v1.ListHaltsRequest;
import fairdraw.engine.v1.ListHaltsResponse;
import fairdraw.engine.v1.ResumeGameRequest;
import fairdraw.engine.v1.ResumeGameResponse;
import fairdraw.engine.v1.Resumption;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.TreeMap;

/** The engine's side of the contract of stopped games, kept in memory for tests. */
@GrpcService
public class HaltDesk implements HaltService {

    /** A game that stands. */
    public static final String HALT = "0199e5a0-0000-7000-8000-000000000001";

    private static final Map<String, Halt> HALTS =
            new TreeMap<>(
                    Map.of(
                            HALT,
                            Halt.newBuilder()
                                    .setId(HALT)
                                    .setGame("digits-3")
                                    .setCause("payouts in EUR over DAY: z = 5.10")
                                    .setAtMs(1_767_225_600_000L)
                                    .build()));

    @Override
    public Uni<ListHaltsResponse> listHalts(ListHaltsRequest request) {
        return Uni.createFrom()
                .item(ListHaltsResponse.newBuilder().addAllHalts(HALTS.values()).build());
    }

    @Override
    public Uni<ResumeGameResponse> resumeGame(ResumeGameRequest request) {
        Halt halt = HALTS.get(request.getHalt());
        if (halt == null) {
            return Uni.createFrom().failure(GrpcRefusals.status(Refusal.of(RefusalCode.NOT_FOUND)));
        }
        if (!halt.hasResumption()) {
            halt =
                    halt.toBuilder()
                            .setResumption(
                                    Resumption.newBuilder()
                                            .setResumedBy(request.getResumedBy())
                                            .setReason(request.getReason())
                                            .setAtMs(1_767_229_200_000L))
                            .build();
            HALTS.put(request.getHalt(), halt);
        }
        return Uni.createFrom().item(ResumeGameResponse.newBuilder().setHalt(halt).build());
    }
}
