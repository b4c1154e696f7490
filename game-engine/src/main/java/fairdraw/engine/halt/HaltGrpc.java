package fairdraw.engine.halt;

import fairdraw.engine.v1.HaltService;
import fairdraw.engine.v1.ListHaltsRequest;
import fairdraw.engine.v1.ListHaltsResponse;
import fairdraw.engine.v1.ResumeGameRequest;
import fairdraw.engine.v1.ResumeGameResponse;
import fairdraw.engine.v1.Resumption;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** The door for the person who lets a game go on. */
@GrpcService
class HaltGrpc implements HaltService {

    private static final int PERSON_CHARS_MAX = 128;
    private static final int REASON_CHARS_MAX = 500;

    private final ResumeGame games;

    HaltGrpc(ResumeGame games) {
        this.games = games;
    }

    @Override
    public Uni<ListHaltsResponse> listHalts(ListHaltsRequest request) {
        return games.all()
                .map(halts -> {
                    var answer = ListHaltsResponse.newBuilder();
                    halts.forEach(halt -> answer.addHalts(message(halt)));
                    return answer.build();
                });
    }

    @Override
    public Uni<ResumeGameResponse> resumeGame(ResumeGameRequest request) {
        return games.resume(
                        id(request.getHalt()),
                        required("resumedBy", request.getResumedBy(), PERSON_CHARS_MAX),
                        required("reason", request.getReason(), REASON_CHARS_MAX))
                .map(halt -> ResumeGameResponse.newBuilder().setHalt(message(halt)).build());
    }

    private static fairdraw.engine.v1.Halt message(Halt halt) {
        var message =
                fairdraw.engine.v1.Halt.newBuilder()
                        .setId(halt.id().toString())
                        .setGame(halt.game())
                        .setCause(halt.cause())
                        .setAtMs(halt.atMs());
        halt.resumption()
                .ifPresent(it ->
                        message.setResumption(
                                Resumption.newBuilder()
                                        .setResumedBy(it.by())
                                        .setReason(it.reason())
                                        .setAtMs(it.atMs())));
        return message.build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "halt", "not a UUID").toException();
        }
    }

    private static String required(String field, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.indexOf('\0') >= 0) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, field, "missing, too long or not a text")
                    .toException();
        }
        return text;
    }
}
