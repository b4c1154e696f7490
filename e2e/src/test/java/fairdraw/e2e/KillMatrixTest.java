package fairdraw.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Kill anything at any step: nothing is lost, nothing is paid twice, everything ends. {@code
 * -De2e.faults=200} makes the full run, {@code -De2e.seed=N} replays one; the report is in {@code
 * e2e/target/kill-matrix}.
 */
class KillMatrixTest {

    private static final int FAULTS = Integer.getInteger("e2e.faults", 26);
    private static final long SEED = Long.getLong("e2e.seed", 20_261_125L);
    private static final int CHECK_EVERY = 5;

    private static final Duration ROUND_MAX = Duration.ofSeconds(150);
    private static final Duration BETTING_AGAIN_MAX = Duration.ofSeconds(150);
    private static final Duration QUIET_MAX = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Platform platform = Platform.get();
    private final Instant begun = Instant.now().minus(Duration.ofHours(1));

    static boolean wired() {
        return Platform.get().wired();
    }

    @Test
    @EnabledIf("wired")
    void any_process_may_die_stop_or_be_cut_off_at_any_step_of_a_round() throws Exception {
        FaultPlan plan = FaultPlan.of(SEED, FAULTS);
        KillReport report = new KillReport(plan, platform);
        Operator operator = new Operator(platform, platform.gatewayOutside());
        try (Bettors bettors = new Bettors(operator, SEED)) {
            bettors.start();
            bettingSince(bettors, System.nanoTime());
            for (Fault fault : plan.faults()) {
                long at = strike(fault);
                report.recovered(fault, bettingSince(bettors, at));
                if (fault.number() % CHECK_EVERY == 0 || fault.number() == FAULTS) {
                    bettors.pause();
                    report.checked(fault, verdict(bettors), bettors);
                    assertTrue(report.clean(), report::text);
                    bettors.resume();
                }
            }
        } finally {
            report.write(platform);
        }
    }

    /** Waits for the step of the next round, and does it. Returns when it is over, in nanos. */
    private long strike(Fault fault) throws IOException {
        long openAt = nextOpening();
        long at = openAt + fault.offsetMs();
        sleepUntil(at);
        switch (fault.kind()) {
            case KILL -> kill(fault.target());
            case STOP -> {
                List<ProcessHandle> stopped = processes(fault.target());
                signal("STOP", stopped);
                sleepUntil(at + Fault.LASTS.toMillis());
                signal("CONT", stopped);
            }
            case CUT -> {
                try (var _ = platform.cut(fault.target())) {
                    sleepUntil(at + Fault.LASTS.toMillis());
                }
            }
        }
        return System.nanoTime();
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
        long next = Instant.parse(answer.path("nextOpenAt").asText()).toEpochMilli();
        // With too little time left the step would be over before it came.
        return next - System.currentTimeMillis() > LOOK.toMillis() ? next : next + 10_000;
    }

    private static void sleepUntil(long ms) {
        while (System.currentTimeMillis() < ms) {
            LockSupport.parkUntil(ms);
        }
    }

    private void kill(String target) {
        processes(target).forEach(ProcessHandle::destroyForcibly);
    }

    /** A process with all that it started, PostgreSQL's backends for one. */
    private List<ProcessHandle> processes(String target) {
        ProcessHandle process =
                await(target + " to run")
                        .atMost(BETTING_AGAIN_MAX)
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

    /** How long it takes until a bet is accepted after that moment. */
    private static Duration bettingSince(Bettors bettors, long nanos) {
        await("bets to be taken again")
                .atMost(BETTING_AGAIN_MAX)
                .pollInterval(LOOK)
                .until(() -> bettors.lastAcceptedNanos() - nanos > 0);
        return Duration.ofNanos(bettors.lastAcceptedNanos() - nanos);
    }

    /** Waits until nothing is on its way any more, and says what is wrong then. */
    private Invariants.Verdict verdict(Bettors bettors) throws SQLException {
        try {
            return await("everything to end")
                    .atMost(QUIET_MAX)
                    .pollInterval(Duration.ofSeconds(2))
                    .ignoreExceptionsMatching(e -> !(e instanceof AssertionError))
                    .until(() -> check(bettors), Invariants.Verdict::clean);
        } catch (ConditionTimeoutException late) {
            return check(bettors);
        }
    }

    private Invariants.Verdict check(Bettors bettors) throws SQLException {
        // The books first: what they hold must be in the topics afterwards, not before.
        List<JsonNode> accepted = bettors.accepted();
        return Invariants.check(
                platform, WalletList.since(platform, begun), Topics.read(platform), accepted);
    }
}
