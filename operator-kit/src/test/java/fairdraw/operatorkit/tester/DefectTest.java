package fairdraw.operatorkit.tester;

import static org.assertj.core.api.Assertions.assertThat;

import fairdraw.operatorkit.tester.rule.Result;
import fairdraw.operatorkit.tester.rule.Result.Status;
import fairdraw.operatorkit.tester.rule.Scenario;
import fairdraw.operatorkit.tester.wire.Options;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to lose money is found by the scenario that is made for it, in plain words. */
class DefectTest {

    /** Runs mostly wait for their faults. */
    private static final int RUNS_AT_ONCE = 4;

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(RUNS_AT_ONCE);
    private static final Map<Defect, Future<Report>> RUNS = new EnumMap<>(Defect.class);

    @BeforeAll
    static void start() {
        for (Defect defect : Defect.values()) {
            RUNS.put(defect, THREADS.submit(() -> run(defect)));
        }
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void a_defect_fails_exactly_its_scenarios(Defect defect) throws Exception {
        Report report = RUNS.get(defect).get();
        Set<String> failed =
                report.results().stream()
                        .filter(result -> result.status() == Status.FAILED)
                        .map(result -> result.scenario().name())
                        .filter(name -> !defect.byLuck().contains(name))
                        .collect(Collectors.toSet());
        assertThat(failed).as(() -> text(report)).isEqualTo(defect.broken());
        assertThat(report.exitCode()).isEqualTo(defect == Defect.NONE ? 0 : 1);
        assertThat(report.passed()).isEqualTo(defect == Defect.NONE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void its_message_says_what_is_wrong_what_was_sent_and_what_it_costs(Defect defect)
            throws Exception {
        Result first =
                RUNS.get(defect).get().results().stream()
                        .filter(result -> result.scenario().name().equals(defect.first()))
                        .findFirst()
                        .orElseThrow();
        assertThat(first.wrong()).contains(defect.wrong());
        assertThat(TextReport.of(first))
                .contains("Rule", "Wrong", "Money", first.scenario().money())
                .contains("Sent    POST /", "Answer");
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void tombstones_are_certified_when_every_rollback_leaves_one(Defect defect) throws Exception {
        Report report = RUNS.get(defect).get();
        boolean certified =
                report.results().stream()
                        .filter(it -> Scenario.TOMBSTONES.contains(it.scenario().name()))
                        .allMatch(it -> it.status() == Status.PASSED);
        assertThat(report.tombstones()).isEqualTo(certified);
        assertThat(report.tombstones() && defect == Defect.NO_TOMBSTONE).isFalse();
    }

    private static Report run(Defect defect) throws IOException {
        try (var wallet = new MiniWallet(defect)) {
            return FairdrawWalletTest.run(
                    options(wallet, defect), Set.of(), InstantSource.system(), result -> {});
        }
    }

    static Options options(MiniWallet wallet, Defect defect) {
        return new Options(
                wallet.url(),
                List.of(MiniWallet.SECRET, MiniWallet.OLD_SECRET),
                "ada",
                Optional.of("blaise"),
                "EUR",
                "digits-3",
                "TEST",
                Optional.of(wallet.url() + "/sandbox"),
                defect == Defect.IDEMPOTENCY_BY_TIME
                        ? Duration.ofSeconds(MiniWallet.MEMORY_SECONDS + 1)
                        : Duration.ZERO);
    }

    private static String text(Report report) {
        return report.results().stream()
                .filter(result -> result.status() == Status.FAILED)
                .map(TextReport::of)
                .collect(Collectors.joining("\n"));
    }
}
