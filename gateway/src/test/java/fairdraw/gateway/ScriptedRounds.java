package fairdraw.gateway;

import com.google.protobuf.ByteString;
import fairdraw.engine.v1.Game;
import fairdraw.engine.v1.GameServiceGrpc;
import fairdraw.engine.v1.GetCurrentRoundRequest;
import fairdraw.engine.v1.GetCurrentRoundResponse;
import fairdraw.engine.v1.GetRoundRequest;
import fairdraw.engine.v1.GetRoundResponse;
import fairdraw.engine.v1.ListGamesRequest;
import fairdraw.engine.v1.ListGamesResponse;
import fairdraw.engine.v1.ListRoundsRequest;
import fairdraw.engine.v1.ListRoundsResponse;
import fairdraw.engine.v1.Round;
import fairdraw.engine.v1.RoundServiceGrpc;
import fairdraw.engine.v1.RoundState;
import fairdraw.fairness.v1.FairnessServiceGrpc;
import fairdraw.fairness.v1.GetRecordRequest;
import fairdraw.fairness.v1.GetRecordResponse;
import fairdraw.kernel.GrpcRefusals;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.stream.LongStream;

/** Rounds, games and records as the engine and fairness tell them. */
final class ScriptedRounds {

    private ScriptedRounds() {}

    /** The round that never opened. */
    static final long SKIPPED_ROUND = 5;

    private static Round round(long number) {
        Instant openAt = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(10 * number);
        boolean open = number == ScriptedEngine.OPEN_ROUND;
        Round.Builder round =
                Round.newBuilder()
                        .setGame("digits-3")
                        .setRound(number)
                        .setState(
                                open
                                        ? RoundState.ROUND_STATE_OPEN
                                        : RoundState.ROUND_STATE_PUBLISHED)
                        .setOpenAtMs(openAt.toEpochMilli())
                        .setCloseAtMs(openAt.plusMillis(6_000).toEpochMilli())
                        .setConfirmByMs(openAt.plusMillis(6_400).toEpochMilli())
                        .setSeedHash(ByteString.copyFrom(new byte[32]));
        if (number == SKIPPED_ROUND) {
            return round.clearSeedHash()
                    .setState(RoundState.ROUND_STATE_SKIPPED)
                    .setReason("BATCH_NOT_FINAL")
                    .build();
        }
        return open
                ? round.build()
                : round.setOutcome(47).addNumbers(0).addNumbers(4).addNumbers(7).build();
    }

    static final class Rounds extends RoundServiceGrpc.RoundServiceImplBase {

        @Override
        public void getCurrentRound(
                GetCurrentRoundRequest request, StreamObserver<GetCurrentRoundResponse> out) {
            if (!request.getGame().equals("digits-3")) {
                out.onError(GrpcRefusals.status(Refusal.of(RefusalCode.GAME_UNKNOWN)));
                return;
            }
            tell(
                    out,
                    GetCurrentRoundResponse.newBuilder()
                            .setRound(round(ScriptedEngine.OPEN_ROUND))
                            .setServerTimeMs(TestClock.now().toEpochMilli())
                            .build());
        }

        @Override
        public void getRound(GetRoundRequest request, StreamObserver<GetRoundResponse> out) {
            if (request.getRound() > ScriptedEngine.OPEN_ROUND) {
                out.onError(GrpcRefusals.status(Refusal.of(RefusalCode.ROUND_UNKNOWN)));
                return;
            }
            tell(out, GetRoundResponse.newBuilder().setRound(round(request.getRound())).build());
        }

        @Override
        public void listRounds(ListRoundsRequest request, StreamObserver<ListRoundsResponse> out) {
            long newest =
                    request.getAfter().isEmpty()
                            ? ScriptedEngine.OPEN_ROUND
                            : Long.parseLong(request.getAfter()) - 1;
            long oldest = Math.max(0, newest - request.getLimit() + 1);
            var page = ListRoundsResponse.newBuilder();
            LongStream.rangeClosed(oldest, newest)
                    .map(number -> oldest + newest - number)
                    .forEach(number -> page.addRounds(round(number)));
            tell(out, page.setNext(oldest == 0 ? "" : Long.toString(oldest)).build());
        }
    }

    static final class Games extends GameServiceGrpc.GameServiceImplBase {

        @Override
        public void listGames(ListGamesRequest request, StreamObserver<ListGamesResponse> out) {
            var game =
                    Game.newBuilder()
                            .setGame("digits-3")
                            .setKind("DIGITS")
                            .putParameters("digits", 3)
                            .setOutcomes(1000)
                            .setPeriodMs(10_000)
                            .setBetMs(6_000)
                            .setConfirmMs(400)
                            .setTable(ScriptedEngine.TABLE.json())
                            .setTableVersion(Long.toString(ScriptedEngine.TABLE.version()))
                            .setChainId(31_337)
                            .setDevSource(true);
            tell(out, ListGamesResponse.newBuilder().addGames(game).build());
        }
    }

    static final class Records extends FairnessServiceGrpc.FairnessServiceImplBase {

        @Override
        public void getRecord(GetRecordRequest request, StreamObserver<GetRecordResponse> out) {
            if (request.getRound() >= ScriptedEngine.OPEN_ROUND
                    || request.getRound() == SKIPPED_ROUND) {
                out.onError(GrpcRefusals.status(Refusal.of(RefusalCode.ROUND_UNKNOWN)));
                return;
            }
            String record = "{\"round\":" + request.getRound() + "}";
            tell(out, GetRecordResponse.newBuilder().setRecord(record).build());
        }
    }

    private static <T> void tell(StreamObserver<T> out, T answer) {
        out.onNext(answer);
        out.onCompleted();
    }
}
