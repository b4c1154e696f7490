package fairdraw.engine.round;

import fairdraw.engine.game.GameTerms;
import fairdraw.engine.game.PgGames;
import fairdraw.engine.v1.GetCurrentRoundRequest;
import fairdraw.engine.v1.GetCurrentRoundResponse;
import fairdraw.engine.v1.GetRoundRequest;
import fairdraw.engine.v1.GetRoundResponse;
import fairdraw.engine.v1.ListRoundsRequest;
import fairdraw.engine.v1.ListRoundsResponse;
import fairdraw.engine.v1.RoundService;
import fairdraw.engine.v1.RoundState;
import fairdraw.kernel.Refusal;
import fairdraw.kernel.RefusalCode;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;

/** Rounds, current and past; any replica answers. */
@GrpcService
class RoundGrpc implements RoundService {

    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;

    private final PgGames games;
    private final PgRoundViews views;
    private final InstantSource clock;

    RoundGrpc(PgGames games, PgRoundViews views, InstantSource clock) {
        this.games = games;
        this.views = views;
        this.clock = clock;
    }

    @Override
    public Uni<GetCurrentRoundResponse> getCurrentRound(GetCurrentRoundRequest request) {
        long now = clock.millis();
        return terms(request.getGame())
                .chain(terms ->
                        Uni.combine()
                                .all()
                                .unis(
                                        views.current(terms.game(), now),
                                        views.lastSkipped(terms.game(), now))
                                .asTuple()
                                .map(found -> {
                                    var answer =
                                            GetCurrentRoundResponse.newBuilder()
                                                    .setServerTimeMs(now);
                                    long inTime = terms.schedule().roundAt(now);
                                    answer.setNextOpenAtMs(
                                            terms.schedule().openAtMs(Math.max(0, inTime + 1)));
                                    long newest =
                                            found.getItem1().map(r -> r.getRound()).orElse(-1L);
                                    // Skipped, or nobody there to open it.
                                    if (newest < inTime - 1 || newest < found.getItem2()) {
                                        answer.setPaused("PAUSED");
                                    }
                                    found.getItem1().ifPresent(answer::setRound);
                                    return answer.build();
                                }));
    }

    @Override
    public Uni<GetRoundResponse> getRound(GetRoundRequest request) {
        return views.find(request.getGame(), request.getRound())
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(found.get())
                                : undecided(request.getGame(), request.getRound()))
                .map(round -> GetRoundResponse.newBuilder().setRound(round).build());
    }

    /** A round whose time has come is told even before it is opened or skipped. */
    private Uni<fairdraw.engine.v1.Round> undecided(String game, long number) {
        long newest = clock.millis() + RoundPlan.PREPARE_AHEAD_MS;
        return games.find(game)
                .map(found ->
                        found.filter(terms -> number >= 0)
                                .filter(terms -> number <= terms.schedule().roundAt(newest))
                                .map(terms -> RoundPlan.of(game, terms.schedule(), number))
                                .orElseThrow(() -> refused(RefusalCode.ROUND_UNKNOWN)))
                .map(plan ->
                        fairdraw.engine.v1.Round.newBuilder()
                                .setGame(game)
                                .setRound(number)
                                .setState(RoundState.ROUND_STATE_SCHEDULED)
                                .setOpenAtMs(plan.openAtMs())
                                .setCloseAtMs(plan.closeAtMs())
                                .setConfirmByMs(plan.confirmByMs())
                                .build());
    }

    @Override
    public Uni<ListRoundsResponse> listRounds(ListRoundsRequest request) {
        int limit = limit(request.getLimit());
        long to = request.getToMs() == 0 ? Long.MAX_VALUE : request.getToMs();
        long before = request.getAfter().isEmpty() ? Long.MAX_VALUE : cursor(request.getAfter());
        return terms(request.getGame())
                .chain(terms ->
                        views.page(terms.game(), request.getFromMs(), to, before, limit + 1))
                .map(rounds -> {
                    var page = ListRoundsResponse.newBuilder();
                    rounds.stream().limit(limit).forEach(page::addRounds);
                    if (rounds.size() > limit) {
                        page.setNext(Long.toString(rounds.get(limit - 1).getRound()));
                    }
                    return page.build();
                });
    }

    private Uni<GameTerms> terms(String game) {
        return games.find(game)
                .map(found -> found.orElseThrow(() -> refused(RefusalCode.GAME_UNKNOWN)));
    }

    private static int limit(int asked) {
        if (asked < 0 || asked > PAGE_MAX) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "limit", "1..200").toException();
        }
        return asked == 0 ? PAGE_DEFAULT : asked;
    }

    private static long cursor(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException wrong) {
            throw Refusal.of(RefusalCode.INVALID_FIELD, "after", "not a cursor of ours")
                    .toException();
        }
    }

    private static RuntimeException refused(RefusalCode code) {
        return Refusal.of(code).toException();
    }
}
