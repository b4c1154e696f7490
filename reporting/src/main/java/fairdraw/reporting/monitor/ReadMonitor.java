package fairdraw.reporting.monitor;

import fairdraw.games.Game;
import fairdraw.reporting.access.Scope;
import fairdraw.reporting.revenue.PgRevenue;
import fairdraw.reporting.revenue.RevenueQuery;
import fairdraw.reporting.revenue.RevenueQuery.Dimension;
import fairdraw.reporting.revenue.RevenueQuery.Period;
import fairdraw.reporting.revenue.RevenueRow;
import fairdraw.reporting.rtp.OutcomeFigures;
import fairdraw.reporting.rtp.RtpFigures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at every cell over a day, 30 days and for life. */
@ApplicationScoped
public class ReadMonitor {

    private final PgRevenue revenue;
    private final PgOutcomes outcomes;
    private final InstantSource clock;

    ReadMonitor(PgRevenue revenue, PgOutcomes outcomes, InstantSource clock) {
        this.revenue = revenue;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * The whole report.
     *
     * @param game empty for each
     */
    public Uni<MonitorReport> report(Scope scope, String game) {
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        Multi<List<MonitorCell>> cells =
                Multi.createFrom()
                        .iterable(looks(scope))
                        .onItem()
                        .transformToUniAndConcatenate(look -> cells(scope, game, to, look));
        Multi<List<MonitorDraw>> draws =
                Multi.createFrom()
                        .items(Window.values())
                        .onItem()
                        .transformToUniAndConcatenate(window -> draws(game, to, window));
        return cells.collect()
                .asList()
                .flatMap(found ->
                        draws.collect()
                                .asList()
                                .map(drawn ->
                                        MonitorReport.of(
                                                to,
                                                found.stream().flatMap(List::stream).toList(),
                                                drawn.stream().flatMap(List::stream).toList())));
    }

    private record Look(Window window, Set<Dimension> by) {}

    private static List<Look> looks(Scope scope) {
        var looks = new ArrayList<Look>();
        for (Window window : Window.values()) {
            looks.add(new Look(window, Set.of(Dimension.GAME)));
            if (scope.isHouse()) {
                looks.add(new Look(window, Set.of(Dimension.GAME, Dimension.OPERATOR)));
            }
            looks.add(new Look(window, Set.of(Dimension.GAME, Dimension.MARKET)));
        }
        return looks;
    }

    private Uni<List<MonitorCell>> cells(Scope scope, String game, Instant to, Look look) {
        var query =
                new RevenueQuery(
                        to.minus(look.window().length()),
                        to,
                        scope.isHouse() ? "" : scope.operator(),
                        game,
                        "",
                        "",
                        Period.TOTAL,
                        look.by(),
                        RevenueQuery.PAGE_ROWS_MAX,
                        Optional.empty());
        return revenue.rows(scope, query)
                // Corrections and gifts without a round are not chance.
                .map(rows ->
                        rows.stream()
                                .filter(row -> row.rounds() > 0)
                                .map(row -> cell(look.window(), row))
                                .toList());
    }

    private static MonitorCell cell(Window window, RevenueRow row) {
        boolean whole = row.operator() == null && row.market() == null;
        RtpFigures rtp = whole ? row.rtp() : row.rtp().withoutStop();
        return new MonitorCell(
                window,
                row.game() == null ? "" : row.game(),
                row.currency(),
                row.operator(),
                row.market(),
                row.rounds(),
                row.stakes(),
                row.payouts(),
                rtp);
    }

    private Uni<List<MonitorDraw>> draws(String game, Instant to, Window window) {
        return outcomes.since(to.minus(window.length()), game)
                .map(counts ->
                        counts.entrySet().stream()
                                .flatMap(entry -> draw(window, entry.getKey(), entry.getValue()))
                                .toList());
    }

    /** A game that is not shipped here has no known number of outcomes. */
    private static Stream<MonitorDraw> draw(Window window, String game, Map<Integer, Long> counts) {
        return Game.find(game)
                .map(known ->
                        new MonitorDraw(window, game, OutcomeFigures.of(known.outcomes(), counts)))
                .stream();
    }
}
