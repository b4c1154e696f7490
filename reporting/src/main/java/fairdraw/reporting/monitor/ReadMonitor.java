package fairdraw.reporting.monitor;

import fairdraw.games.Game;
import fairdraw.reporting.access.ReportZone;
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
        Instant to = end();
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

    /**
     * Games as a whole. Rounds before a person resumed a game are left out: of money up to the full
     * hour after it, of outcomes up to the next day, as they are counted.
     */
    Uni<MonitorReport> wholeGames(Map<String, Instant> resumed) {
        Instant to = end();
        return Multi.createFrom()
                .items(Window.values())
                .onItem()
                .transformToUniAndConcatenate(window ->
                        games(window, to)
                                .map(found -> afresh(found, resumed, to.minus(window.length())))
                                .chain(looks -> figures(window, to, looks)))
                .collect()
                .asList()
                .map(reports ->
                        MonitorReport.of(
                                to,
                                reports.stream().flatMap(it -> it.cells().stream()).toList(),
                                reports.stream().flatMap(it -> it.draws().stream()).toList()));
    }

    /** A game and from when on it is looked at. */
    private record Since(String game, Instant from) {}

    private static List<Since> afresh(
            List<String> games, Map<String, Instant> resumed, Instant from) {
        return games.stream()
                .map(game -> {
                    Instant floor = resumed.getOrDefault(game, from);
                    return new Since(game, floor.isAfter(from) ? floor : from);
                })
                .toList();
    }

    private Uni<List<String>> games(Window window, Instant to) {
        return outcomes.since(to.minus(window.length()), "")
                .chain(drawn ->
                        cells(Scope.house(), "", to, new Look(window, Set.of(Dimension.GAME)))
                                .map(paid ->
                                        Stream.concat(
                                                        drawn.keySet().stream(),
                                                        paid.stream().map(MonitorCell::game))
                                                .distinct()
                                                .sorted()
                                                .toList()));
    }

    private Uni<MonitorReport> figures(Window window, Instant to, List<Since> looks) {
        var look = new Look(window, Set.of(Dimension.GAME));
        return Multi.createFrom()
                .iterable(looks)
                .onItem()
                .transformToUniAndConcatenate(since -> {
                    Instant hour = ceiling(since.from(), ChronoUnit.HOURS, to);
                    Instant day = ceiling(since.from(), ChronoUnit.DAYS, to);
                    boolean whole = since.from().equals(to.minus(window.length()));
                    return cells(Scope.house(), since.game(), hour, to, look)
                            .chain(paid ->
                                    drawsFrom(whole ? since.from() : day, since.game(), window)
                                            .map(drawn -> MonitorReport.of(to, paid, drawn)));
                })
                .collect()
                .asList()
                .map(reports ->
                        MonitorReport.of(
                                to,
                                reports.stream().flatMap(it -> it.cells().stream()).toList(),
                                reports.stream().flatMap(it -> it.draws().stream()).toList()));
    }

    private static Instant ceiling(Instant at, ChronoUnit unit, Instant most) {
        Instant floor = at.truncatedTo(unit);
        Instant next = floor.equals(at) ? at : floor.plus(1, unit);
        // An empty period would be none; what has just been resumed has nothing yet.
        return unit == ChronoUnit.HOURS && !next.isBefore(most)
                ? most.minus(1, ChronoUnit.MILLIS)
                : next;
    }

    private Instant end() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
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
        return cells(scope, game, to.minus(look.window().length()), to, look);
    }

    private Uni<List<MonitorCell>> cells(
            Scope scope, String game, Instant from, Instant to, Look look) {
        var query =
                new RevenueQuery(
                        ReportZone.DEFAULT,
                        from,
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
        return drawsFrom(to.minus(window.length()), game, window);
    }

    private Uni<List<MonitorDraw>> drawsFrom(Instant from, String game, Window window) {
        return outcomes.since(from, game)
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
