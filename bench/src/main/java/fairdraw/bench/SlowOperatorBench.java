package fairdraw.bench;

import fairdraw.stack.BenchTable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * {@code slow-operator}: three operators bet; for some rounds at a time the wallet of one takes ten
 * seconds a call. What the others' players wait for, and the others' credits, with and without.
 */
final class SlowOperatorBench {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final List<String> OTHERS = List.of("swift-one", "swift-two");
    private static final String SLOW = "slow";
    private static final Duration SLOW_CALL = Duration.ofSeconds(10);

    /** Debits that the slow wallet still takes at once, so that it is owed credits afterwards. */
    private static final Duration QUICK_BEGIN = Duration.ofSeconds(1);

    private static final Duration BEFORE_CLOSE = Duration.ofMillis(400);
    private static final int CONNECTIONS = 128;
    private static final int WARM_UP_ROUNDS = 3;

    /**
     * Blocks of rounds with the slow operator (true) and without: balanced, so that neither kind is
     * the later one on a machine that warms up.
     */
    private static final List<Boolean> BLOCKS =
            List.of(false, true, true, false, false, true, true, false);

    /**
     * Rounds of a block; the first still carries what the block before left, and is not counted.
     */
    private static final int BLOCK_ROUNDS = 3;

    private static final double PER_OPERATOR_SECOND = 40;
    private static final double GOAL = 1.2;
    private static final double P99 = 99;
    private static final long LATENCY_MAX_MS = 600_000;
    private static final int DIGITS = 3;
    private static final String UNBOUNDED = "400000";

    private final RunningPlatform platform;
    private final List<Casino> others = new ArrayList<>();
    private final Casino slow;

    private SlowOperatorBench(Vertx vertx, RunningPlatform platform) throws Exception {
        this.platform = platform;
        try (HttpAdmin admin = new HttpAdmin(platform)) {
            for (String name : OTHERS) {
                others.add(Casino.open(vertx, platform, admin, name));
            }
            slow = Casino.open(vertx, platform, admin, SLOW);
        }
    }

    /** An operator, its players and its wallet. */
    private record Casino(Load load, Wallet wallet) {

        static Casino open(Vertx vertx, RunningPlatform platform, HttpAdmin admin, String name)
                throws Exception {
            int port = RunningPlatform.freePort();
            HttpAdmin.Keys keys = admin.takeOn(name, port);
            Wallet wallet = new Wallet(vertx, keys.walletSecret());
            wallet.listen(port);
            var load =
                    new Load(
                            vertx,
                            CLOCK,
                            platform.at("/gateway/url"),
                            keys.apiKeyId(),
                            keys.apiSecret(),
                            CONNECTIONS);
            return new Casino(load, wallet);
        }
    }

    /** Rounds of one kind. */
    private record Phase(Load.Result tickets, Load.Result ofSlow, List<String> rounds) {

        Phase() {
            this(new Load.Result(), new Load.Result(), new ArrayList<>());
        }

        static Phase of(List<Phase> blocks) {
            Phase all = new Phase();
            for (Phase block : blocks) {
                all.tickets.add(block.tickets);
                all.ofSlow.add(block.ofSlow);
                all.rounds.addAll(block.rounds);
            }
            return all;
        }
    }

    static void run() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "FAIRDRAW_RATE_OPERATOR_PER_SECOND", UNBOUNDED,
                        "FAIRDRAW_RATE_PLAYER_PER_SECOND", UNBOUNDED);
        Vertx vertx = Vertx.vertx();
        try (RunningPlatform platform = RunningPlatform.start(environment)) {
            new SlowOperatorBench(vertx, platform).measure();
        }
    }

    private void measure() throws Exception {
        System.out.println("warming up");
        Phase warmUp = new Phase();
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            round(warmUp, false);
        }
        List<Phase> without = new ArrayList<>();
        List<Phase> with = new ArrayList<>();
        for (int i = 0; i < BLOCKS.size(); i++) {
            System.out.println("block " + (i + 1) + " of " + BLOCKS.size());
            boolean slowNow = BLOCKS.get(i);
            Phase block = new Phase();
            round(new Phase(), slowNow);
            for (int counted = 1; counted < BLOCK_ROUNDS; counted++) {
                round(block, slowNow);
            }
            (slowNow ? with : without).add(block);
        }
        // The credits of the last round.
        platform.freshRound();
        platform.freshRound();
        print(without, with);
    }

    private void round(Phase phase, boolean slowNow) throws Exception {
        RunningPlatform.Round round = platform.freshRound();
        Instant until = round.closeAt().minus(BEFORE_CLOSE);
        phase.rounds().add(round.id());
        slow.wallet().takes(Duration.ZERO);
        List<CompletableFuture<Load.Result>> betting = new ArrayList<>();
        try (ExecutorService desks = Executors.newCachedThreadPool()) {
            for (Casino casino : others) {
                betting.add(bet(desks, casino, round, until));
            }
            var ofSlow = bet(desks, slow, round, until);
            if (slowNow) {
                TimeUnit.MILLISECONDS.sleep(QUICK_BEGIN.toMillis());
                slow.wallet().takes(SLOW_CALL);
            }
            for (CompletableFuture<Load.Result> one : betting) {
                phase.tickets().add(one.get());
            }
            phase.ofSlow().add(ofSlow.get());
        }
    }

    private static CompletableFuture<Load.Result> bet(
            ExecutorService desks, Casino casino, RunningPlatform.Round round, Instant until) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return casino.load().open(round.id(), until, PER_OPERATOR_SECOND);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(ended);
                    }
                },
                desks);
    }

    /** From the settlement of the round to the credit at the wallet, in milliseconds. */
    private Histogram credits(Phase phase) throws Exception {
        Histogram delayMs = new Histogram(LATENCY_MAX_MS, DIGITS);
        for (String round : phase.rounds()) {
            Instant settled = platform.settledAt(round);
            for (Casino casino : others) {
                for (Instant came : casino.wallet().credits(round)) {
                    delayMs.recordValue(Math.max(0, Duration.between(settled, came).toMillis()));
                }
            }
        }
        return delayMs;
    }

    private void print(List<Phase> quietBlocks, List<Phase> besideBlocks) throws Exception {
        Phase without = Phase.of(quietBlocks);
        Phase with = Phase.of(besideBlocks);
        double quietMs = p99Ms(without);
        double besideMs = p99Ms(with);
        Histogram quietCredits = credits(without);
        Histogram besideCredits = credits(with);
        double creditQuietMs = quietCredits.getValueAtPercentile(P99);
        double creditBesideMs = besideCredits.getValueAtPercentile(P99);
        BenchTable figures = new BenchTable("slow-operator");
        figures.told(
                "tickets of the others, without and with",
                without.tickets().accepted.sum() + ", " + with.tickets().accepted.sum());
        figures.told("p99 of the others without, ms", byBlock(quietMs, quietBlocks));
        figures.told("p99 of the others with, ms", byBlock(besideMs, besideBlocks));
        held(figures, "p99 of the others' tickets, with to without", besideMs / quietMs);
        figures.told(
                "credits of the others, without and with",
                quietCredits.getTotalCount() + ", " + besideCredits.getTotalCount());
        figures.told("p99 of their credits after settlement without, ms", text(creditQuietMs));
        figures.told("p99 of their credits after settlement with, ms", text(creditBesideMs));
        held(
                figures,
                "p99 of the others' credits, with to without",
                creditBesideMs / creditQuietMs);
        boolean clean = without.tickets().others.isEmpty() && with.tickets().others.isEmpty();
        figures.held(
                "the others' answers that were no acceptance",
                clean ? "0" : without.tickets().others + " " + with.tickets().others,
                "0",
                clean);
        figures.told(
                "tickets of the slow one while slow",
                with.ofSlow().accepted.sum() + " accepted, otherwise " + with.ofSlow().others);
        figures.print();
    }

    /** Also of each block: blocks of one kind differ by nothing but the machine's noise. */
    private static String byBlock(double allMs, List<Phase> blocks) {
        List<String> each = blocks.stream().map(block -> text(p99Ms(block))).toList();
        return text(allMs) + " (" + String.join(", ", each) + " by block)";
    }

    private static void held(BenchTable figures, String what, double ratio) {
        figures.held(what, BenchTable.number(ratio), "<= " + GOAL, ratio <= GOAL);
    }

    private static String text(double ms) {
        return BenchTable.number(ms);
    }

    private static double p99Ms(Phase phase) {
        return phase.tickets().latencyUs.getValueAtPercentile(P99) / 1_000.0;
    }
}
