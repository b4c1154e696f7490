package fairdraw.engine.game;

import com.google.protobuf.ByteString;
import fairdraw.engine.v1.Game;
import fairdraw.engine.v1.GameService;
import fairdraw.engine.v1.ListGamesRequest;
import fairdraw.engine.v1.ListGamesResponse;
import fairdraw.games.PayoutTable;
import fairdraw.pf1.Bytes;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** The games that are registered, with the payout table in force; any replica answers. */
@GrpcService
class GameGrpc implements GameService {

    private final PgGames games;

    GameGrpc(PgGames games) {
        this.games = games;
    }

    @Override
    public Uni<ListGamesResponse> listGames(ListGamesRequest request) {
        return games.all()
                .map(all -> {
                    var answer = ListGamesResponse.newBuilder();
                    all.forEach(terms -> answer.addGames(message(terms)));
                    return answer.build();
                });
    }

    private static Game message(GameTerms terms) {
        var table = PayoutTable.of(terms.game());
        var schedule = terms.schedule();
        return Game.newBuilder()
                .setGame(terms.game())
                .setGameId(bytes(terms.gameId()))
                .setKind(terms.space().kind())
                .putAllParameters(terms.space().parameters())
                .setOutcomes(terms.space().outcomes())
                .setPeriodMs(schedule.periodMs())
                .setBetMs(schedule.betMs())
                .setConfirmMs(schedule.betMs() + GameTerms.CONFIRM_AFTER_CLOSE_MS)
                .setOriginMs(schedule.originMs())
                .setTable(table.json())
                .setTableHash(bytes(table.tableHash()))
                .setTableVersion(Long.toString(table.version()))
                .setDevSource(terms.devSource())
                .setChainId(terms.chainId())
                .setContract(bytes(terms.contract()))
                .build();
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }
}
