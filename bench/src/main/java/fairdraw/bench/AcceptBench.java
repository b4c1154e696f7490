package fairdraw.bench;

import fairdraw.stack.BenchTable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code accept} of spec 7: tickets through the gateway, HMAC, limits, reserve, signed debit to an
 * in-process wallet, confirm, receipt, durable; beside a POST that only verifies and asks the same
 * wallet once.
 */
final class AcceptBench {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final int CONNECTIONS = 48;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 4;
    private static final Duration STRETCH = Duration.ofSeconds(5);
    private static final Duration BEFORE_CLOSE = Duration.ofMillis(400);
    private static final double GOAL = 0.35;
    private static final double P99_GOAL_MS = 50;
    private static final double P99 = 99;
    private static final String UNBOUNDED = "400000";

    private AcceptBench() {}

    static void run() throws Exception {
        int walletPort = RunningPlatform.freePort();
        Map<String, String> environment =
                Map.of(
                        "FAIRDRAW_VIA", "operator-kit=" + walletPort,
                        "FAIRDRAW_RATE_OPERATOR_PER_SECOND", UNBOUNDED,
                        "FAIRDRAW_RATE_PLAYER_PER_SECOND", UNBOUNDED);
        Vertx vertx = Vertx.vertx();
        try (RunningPlatform platform = RunningPlatform.start(environment);
                Wallet wallet = new Wallet(vertx, platform.at("/demoOperator/walletSecret"))) {
            wallet.listen(walletPort);
            measure(vertx, platform, wallet, walletPort);
        }
    }

    private static void measure(
            Vertx vertx, RunningPlatform platform, Wallet wallet, int walletPort) throws Exception {
        String keyId = platform.at("/demoOperator/keyId");
        String secret = platform.at("/demoOperator/secret");
        Load accept =
                new Load(vertx, CLOCK, platform.at("/gateway/url"), keyId, secret, CONNECTIONS);
        System.out.println("warming up the platform");
        rounds(platform, accept, WARM_UP_ROUNDS);
        System.out.println("measuring the platform");
        ProcessorTime before = ProcessorTime.now(platform.processes());
        Load.Result peak = rounds(platform, accept, ROUNDS);
        Map<String, Long> ticketMicros =
                ProcessorTime.now(platform.processes()).microsEach(before, peak.accepted.sum());

        int limitPort = RunningPlatform.freePort();
        Process server = limit(platform, walletPort, limitPort);
        Load.Result most = new Load.Result();
        Map<String, Long> limitMicros;
        try {
            Load limit =
                    new Load(
                            vertx,
                            CLOCK,
                            "http://127.0.0.1:" + limitPort,
                            keyId,
                            secret,
                            CONNECTIONS);
            System.out.println("measuring the limit");
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                limit.closed("none:0", CLOCK.instant().plus(STRETCH));
            }
            Map<String, Long> processes = Map.of("the limit's server", server.pid());
            ProcessorTime begun = ProcessorTime.now(processes);
            for (int i = 0; i < ROUNDS; i++) {
                most.add(limit.closed("none:0", CLOCK.instant().plus(STRETCH)));
            }
            limitMicros = ProcessorTime.now(processes).microsEach(begun, most.accepted.sum());
        } finally {
            server.destroy();
        }

        System.out.println("half of the peak");
        Load.Result half = new Load.Result();
        for (int i = 0; i < ROUNDS; i++) {
            RunningPlatform.Round round = platform.freshRound();
            half.add(accept.open(round.id(), round.closeAt().minus(BEFORE_CLOSE), peak.rate() / 2));
        }
        print(peak, most, half, wallet);
        print(ticketMicros, limitMicros);
    }

    private static Load.Result rounds(RunningPlatform platform, Load load, int count)
            throws Exception {
        Load.Result all = new Load.Result();
        for (int i = 0; i < count; i++) {
            RunningPlatform.Round round = platform.freshRound();
            all.add(load.closed(round.id(), round.closeAt().minus(BEFORE_CLOSE)));
        }
        return all;
    }

    private static void print(Load.Result peak, Load.Result most, Load.Result half, Wallet wallet) {
        double ratio = peak.rate() / most.rate();
        double p99Ms = half.latencyUs.getValueAtPercentile(P99) / 1_000.0;
        BenchTable figures = new BenchTable("accept");
        figures.told(
                "tickets accepted a second, " + CONNECTIONS + " connections",
                BenchTable.number(peak.rate()));
        figures.told("the limit: verify, ask the wallet, a second", BenchTable.number(most.rate()));
        figures.held("of the limit", BenchTable.number(ratio), ">= " + GOAL, ratio >= GOAL);
        figures.told("half of the peak, tickets a second", BenchTable.number(half.rate()));
        figures.held(
                "p99 at half of the peak, ms",
                BenchTable.number(p99Ms),
                "<= 50",
                p99Ms <= P99_GOAL_MS);
        boolean clean = peak.others.isEmpty() && half.others.isEmpty();
        figures.held(
                "answers that were no acceptance",
                clean ? "0" : peak.others + " " + half.others,
                "0",
                clean);
        figures.told("calls at the wallet", Long.toString(wallet.calls()));
        figures.print();
    }

    /** The same ratio by what the processors did, whoever else kept them busy meanwhile. */
    private static void print(Map<String, Long> ticketMicros, Map<String, Long> limitMicros) {
        BenchTable figures = new BenchTable("accept, processor time");
        double limit = limitMicros.values().stream().mapToLong(it -> it).sum();
        double ticket = ticketMicros.values().stream().mapToLong(it -> it).sum();
        figures.told("the limit, us a call, load and wallet included", BenchTable.number(limit));
        figures.told(
                "the platform, us a ticket, load and wallet included", BenchTable.number(ticket));
        figures.held(
                "of the limit",
                BenchTable.number(limit / ticket),
                ">= " + GOAL,
                limit >= GOAL * ticket);
        ticketMicros.forEach(
                (name, micros) -> figures.told(name + ", us a ticket", Long.toString(micros)));
        figures.print();
    }

    /** With the very flags of the platform's services. */
    private static Process limit(RunningPlatform platform, int walletPort, int port)
            throws IOException, InterruptedException {
        Path jar = RunningPlatform.root().resolve("bench/target/quarkus-app/quarkus-run.jar");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms32m",
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfairdraw.bench.port=" + port,
                        "-Dfairdraw.bench.api-secret=" + platform.at("/demoOperator/secret"),
                        "-Dfairdraw.bench.wallet-secret="
                                + platform.at("/demoOperator/walletSecret"),
                        "-Dfairdraw.bench.wallet-url=http://127.0.0.1:" + walletPort,
                        "-jar",
                        jar.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .timeout(Duration.ofSeconds(1))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 150; i++) {
                try {
                    client.send(request, HttpResponse.BodyHandlers.discarding());
                    return process;
                } catch (IOException starting) {
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        }
        process.destroy();
        throw new IllegalStateException("the limit does not start");
    }
}
