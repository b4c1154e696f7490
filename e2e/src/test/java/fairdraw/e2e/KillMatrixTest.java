package fairdraw.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Kill anything at any step: nothing is lost, nothing is paid twice, everything ends; checked after
 * each fault while players go on betting. {@code -De2e.faults=200} makes the full run, {@code
 * -De2e.seed=N} replays one, {@code -De2e.only=17,18} these faults of it; the report is in {@code
 * e2e/target/kill-matrix}.
 */
class KillMatrixTest {

    private static final int FAULTS = Integer.getInteger("e2e.faults", 26);
    private static final long SEED = Long.getLong("e2e.seed", 20_261_125L);
    private static final String ONLY = System.getProperty("e2e.only", "");
    private static final int COMPLETE_EVERY = 25;

    /**
     * More faults than any run makes; what a seed plans first does not depend on how many follow.
     */
    private static final int LONGEST = 2000;

    private static final Duration ROUND_MAX = Duration.ofSeconds(150);
    private static final Duration BACK_MAX = Duration.ofSeconds(150);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Platform platform = Platform.get();

    static boolean wired() {
        return Platform.get().wired();
    }

    @Test
    @EnabledIf("wired")
    void any_process_may_die_stop_or_be_cut_off_at_any_step_of_a_round() throws Exception {
        FaultPlan plan = plan();
        KillReport report = new KillReport(plan);
        Operator operator = new Operator(platform, platform.gatewayOutside());
        Bettors.grant(platform);
        long before = lastRound();
        // Tickets of other tests are in none of the rounds that are checked.
        await("a round of its own").atMost(ROUND_MAX).until(() -> lastRound() > before);
        try (Bettors bettors = new Bettors(operator, SEED);
                Auditor auditor = new Auditor(platform, bettors, before)) {
            bettors.start();
            betting(bettors.watch());
            auditor.pass(System.currentTimeMillis());
            for (Fault fault : plan.faults()) {
                report.checked(happens(fault, bettors, auditor), bettors);
                assertFalse(report.stuck(), report::text);
                if (fault.number() % COMPLETE_EVERY == 0 && fault.number() < FAULTS) {
                    complete(report, bettors, before);
                    bettors.resume();
                }
            }
            complete(report, bettors, before);
            Books.assertBalanced(platform);
        } finally {
            report.write();
        }
        assertTrue(report.clean(), report::text);
    }

    private static FaultPlan plan() {
        FaultPlan plan = FaultPlan.of(SEED, FAULTS);
        return ONLY.isEmpty()
                ? plan
                : FaultPlan.of(SEED, LONGEST)
                        .only(
                                Arrays.stream(ONLY.split(","))
                                        .map(Integer::valueOf)
                                        .collect(Collectors.toSet()));
    }

    /** One fault with all that follows: the next one comes when everything of it has ended. */
    private KillReport.Row happens(Fault fault, Bettors bettors, Auditor auditor) throws Exception {
        long begin = System.nanoTime();
        long struckAtMs = untilStep(fault);
        Optional<ProcessHandle> ended = strike(fault, struckAtMs);
        Bettors.Watch watch = bettors.watch();
        long over = System.nanoTime();
        Duration betting = betting(watch);
        Duration back = Duration.ZERO;
        if (ended.isPresent()) {
            awaitBack(fault.target(), ended.get());
            back = Duration.ofNanos(System.nanoTime() - over);
        }
        Auditor.Cut cut = auditor.pass(struckAtMs);
        return new KillReport.Row(
                fault, betting, back, cut, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Everything from the first round on, with nobody betting and nothing on its way. */
    private void complete(KillReport report, Bettors bettors, long before) throws SQLException {
        bettors.pause();
        try (Auditor auditor = new Auditor(platform, bettors, before)) {
            report.complete(auditor.pass(System.currentTimeMillis()), bettors);
        }
    }

    private long lastRound() throws SQLException {
        try (var books = new EngineBooks(platform)) {
            return books.roundAt(System.currentTimeMillis());
        }
    }

    /** Waits for the next time that the fault's step comes, and returns it, ms. */
    private long untilStep(Fault fault) {
        long at = nextOpening() - Fault.ROUND.toMillis() + fault.offsetMs();
        while (at - System.currentTimeMillis() < LOOK.toMillis()) {
            at += Fault.ROUND.toMillis();
        }
        sleepUntil(at);
        return at;
    }

    /** Does it, and returns when it is over, with the process that it ended. */
    private Optional<ProcessHandle> strike(Fault fault, long at) throws IOException {
        List<ProcessHandle> struck = processes(fault.target());
        switch (fault.kind()) {
            case KILL -> {
                struck.forEach(ProcessHandle::destroyForcibly);
                return Optional.of(struck.getFirst());
            }
            case STOP -> {
                signal("STOP", struck);
                sleepUntil(at + Fault.LASTS.toMillis());
                signal("CONT", struck);
            }
            case CUT -> {
                try (var _ = platform.cut(fault.target())) {
                    sleepUntil(at + Fault.LASTS.toMillis());
                }
            }
        }
        return Optional.empty();
    }

    private long nextOpening() {
        JsonNode answer =
                await("a next round")
                        .atMost(ROUND_MAX)
                        .pollInterval(LOOK)
                        .ignoreExceptions()
                        .until(
                                () ->
                                        new Operator(platform)
                                                .get("/v1/games/digits-3/rounds/current")
                                                .expect(200),
                                round -> round.hasNonNull("nextOpenAt"));
        return Instant.parse(answer.path("nextOpenAt").asText()).toEpochMilli();
    }

    private static void sleepUntil(long ms) {
        while (System.currentTimeMillis() < ms) {
            LockSupport.parkUntil(ms);
        }
    }

    /** Waits until another process runs in the place of the one that was ended. */
    private void awaitBack(String target, ProcessHandle ended) {
        await(target + " to run again")
                .atMost(BACK_MAX)
                .pollInterval(LOOK)
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(
                        () -> platform.process(target),
                        now -> now.isAlive() && now.pid() != ended.pid());
    }

    /** A process with all that it started, PostgreSQL's backends for one. */
    private List<ProcessHandle> processes(String target) {
        ProcessHandle process =
                await(target + " to run")
                        .atMost(BACK_MAX)
                        .ignoreExceptionsMatching(AssertionError.class::isInstance)
                        .until(() -> platform.process(target), ProcessHandle::isAlive);
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream()
                .sorted(Comparator.comparing(ProcessHandle::pid))
                .forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().onExit().join();
    }

    /** How long it takes until a bet is asked for and taken. */
    private static Duration betting(Bettors.Watch watch) {
        return await("bets to be taken again")
                .atMost(BACK_MAX)
                .pollInterval(LOOK)
                .until(watch::took, Optional::isPresent)
                .orElseThrow();
    }
}
