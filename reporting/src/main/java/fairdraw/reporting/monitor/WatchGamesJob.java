package fairdraw.reporting.monitor;

import fairdraw.reporting.rtp.RtpFigures.Signal;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at every game as a whole, and has one stopped whose figures cannot be chance. */
@Singleton
class WatchGamesJob {

    private final ReadMonitor monitor;
    private final PgStops stops;
    private final InstantSource clock;

    WatchGamesJob(ReadMonitor monitor, PgStops stops, InstantSource clock) {
        this.monitor = monitor;
        this.stops = stops;
        this.clock = clock;
    }

    /** What failed is looked at again at the next turn. */
    @Scheduled(every = "${fairdraw.monitor.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return stops.resumed()
                .chain(resumed -> monitor.wholeGames(resumed).map(report -> stops(report, resumed)))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::stop)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("the monitor waits: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> stop(GameStop stop) {
        return stops.stop(stop, clock.instant())
                .invoke(first -> {
                    if (first) {
                        Log.errorf("STOP game=%s cause=%s", stop.game(), stop.cause());
                    }
                })
                .replaceWithVoid();
    }

    private static List<GameStop> stops(MonitorReport report, Map<String, Instant> resumed) {
        var found = new ArrayList<GameStop>();
        for (MonitorDraw it : report.draws()) {
            if (it.outcomes().signal() == Signal.STOP) {
                String cause = "outcomes over %s: z = %s, chi-square %s in %d bins, %d rounds";
                found.add(
                        new GameStop(
                                it.game(),
                                resumed.getOrDefault(it.game(), Instant.EPOCH),
                                cause.formatted(
                                        it.window(),
                                        it.outcomes().z(),
                                        it.outcomes().chiSquare(),
                                        it.outcomes().bins(),
                                        it.outcomes().rounds())));
            }
        }
        for (MonitorCell it : report.cells()) {
            if (it.rtp().signal() == Signal.STOP) {
                String cause = "payouts in %s over %s: z = %s, RTP %s against %s, %d rounds";
                found.add(
                        new GameStop(
                                it.game(),
                                resumed.getOrDefault(it.game(), Instant.EPOCH),
                                cause.formatted(
                                        it.currency(),
                                        it.window(),
                                        it.rtp().z(),
                                        it.rtp().actual(),
                                        it.rtp().theoretical(),
                                        it.rounds())));
            }
        }
        return found;
    }
}
