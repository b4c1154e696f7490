package fairdraw.operatorkit.tester;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.operatorkit.tester.rule.Bench;
import fairdraw.operatorkit.tester.rule.Result;
import fairdraw.operatorkit.tester.rule.RunScenarios;
import fairdraw.operatorkit.tester.rule.Scenario;
import fairdraw.operatorkit.tester.wire.Contract;
import fairdraw.operatorkit.tester.wire.FaultProxy;
import fairdraw.operatorkit.tester.wire.Options;
import fairdraw.operatorkit.tester.wire.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code fairdraw-wallet-test}. */
@Command(
        name = "fairdraw-wallet-test",
        mixinStandardHelpOptions = true,
        version = "fairdraw-wallet-test 0.1.0",
        description = {
            "Tries every rule of the Fairdraw wallet contract against a wallet, and every fault of"
                    + " a network between.",
            "Each failure says what is wrong, what was sent and answered, and what it costs."
        },
        footer = {
            "",
            "Exit code: 0 all passed, 1 something failed, 2 wrong use, 3 something was not checked."
        })
public final class FairdrawWalletTest implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "Base address of the wallet: its calls are URL/debit, URL/credit, ...")
    @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "whsec_...",
            description = "A secret that the wallet takes; twice while keys change, newest first.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--player", description = "A test player with money.")
    @Nullable String player;

    @Option(
            names = "--other-player",
            description = "A second one with an account in the same currency.")
    @Nullable String otherPlayer;

    @Option(names = "--currency", description = "Of the player's account (${DEFAULT-VALUE}).")
    String currency = "EUR";

    @Option(names = "--game", description = "Name of the game in calls (${DEFAULT-VALUE}).")
    String game = "digits-3";

    @Option(names = "--mode", description = "REAL or TEST (${DEFAULT-VALUE}).")
    Mode mode = Mode.TEST;

    @Option(
            names = "--hook",
            paramLabel = "COMMAND|URL",
            description = {
                "Blocks the player and ends the session: a shell command (it finds PLAYER and"
                        + " ACTION in its environment), or an address that gets a signed POST of",
                "{\"player\", \"action\"}. Actions: block, unblock, end-session, start-session."
            })
    @Nullable String hook;

    @Option(
            names = "--memory",
            paramLabel = "SECONDS",
            description =
                    "Age at which the first calls are sent again at the end (${DEFAULT-VALUE}).")
    int memorySeconds = 5;

    @Option(names = "--only", paramLabel = "NAME", description = "This scenario and its needs.")
    Set<String> only = new HashSet<>();

    @Option(names = "--list", description = "Lists the scenarios and their rules.")
    boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON.")
    @Nullable Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes them as JUnit XML.")
    @Nullable Path junit;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes them as a page.")
    @Nullable Path html;

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = "stack.json of ./dev up: tests its demo wallet.",
            hidden = true)
    @Nullable Path stack;

    @Spec @Nullable CommandSpec spec;

    /** What tickets carry. */
    enum Mode {
        REAL,
        TEST
    }

    private final InstantSource clock;

    FairdrawWalletTest(InstantSource clock) {
        this.clock = clock;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // An idle connection that the other side has closed must not be taken for a lost call.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
        System.exit(command(InstantSource.system()).execute(arguments));
    }

    static CommandLine command(InstantSource clock) {
        return new CommandLine(new FairdrawWalletTest(clock))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        if (list) {
            Scenario.all().forEach(it -> out.printf("%-34s %s%n", it.name(), it.rule()));
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        Options options = options(line);
        Set<String> names = Scenario.all().stream().map(Scenario::name).collect(Collectors.toSet());
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        line, "There is no scenario " + name + "; --list shows all.");
            }
        }
        out.println("Fairdraw wallet tester: " + options.url());
        Report report =
                run(
                        options,
                        only,
                        clock,
                        result -> {
                            out.println(TextReport.of(result));
                            out.flush();
                        });
        out.println(TextReport.end(report));
        write(json, FileReports.json(report));
        write(junit, FileReports.junit(report));
        write(html, HtmlReport.of(report));
        out.flush();
        return report.exitCode();
    }

    /** Runs the chosen scenarios, or all when none is. */
    static Report run(
            Options options,
            Set<String> only,
            InstantSource clock,
            java.util.function.Consumer<Result> listener)
            throws IOException {
        Contract contract = Contract.read();
        Instant start = clock.instant();
        try (var wire = new Wire(new FaultProxy(options.url()), contract)) {
            var bench = new Bench(wire, contract, options, clock);
            List<Result> results = new RunScenarios(bench, listener).run(RunScenarios.chosen(only));
            return new Report(
                    contract.version(),
                    options.url().toString(),
                    start,
                    clock.instant(),
                    only.isEmpty(),
                    results);
        }
    }

    private Options options(CommandLine line) throws IOException {
        Optional<String> address = Optional.ofNullable(url);
        List<String> secrets = new ArrayList<>(keys);
        Optional<String> who = Optional.ofNullable(player);
        Optional<String> other = Optional.ofNullable(otherPlayer);
        Optional<String> blocks = Optional.ofNullable(hook);
        if (stack != null && address.isEmpty()) {
            if (!Files.exists(stack)) {
                throw new ParameterException(line, "Nothing runs here: ./dev up, or give a URL.");
            }
            JsonNode demo = new JsonMapper().readTree(stack.toFile()).path("demoOperator");
            String wallet = demo.path("walletUrl").asText();
            address = Optional.of(wallet);
            secrets.add(demo.path("walletSecret").asText());
            who = who.or(() -> Optional.of("wassily"));
            other = other.or(() -> Optional.of("xenia"));
            blocks = blocks.or(() -> Optional.of(wallet + "/sandbox/player"));
        }
        String base = address.orElseThrow(() -> missing(line, "the URL of the wallet"));
        if (!base.matches("https?://.+")) {
            throw new ParameterException(line, "The URL begins with https:// or http://: " + base);
        }
        if (secrets.isEmpty()) {
            throw missing(line, "--key whsec_..., the secret that calls are signed with");
        }
        for (String secret : secrets) {
            checkKey(line, secret);
        }
        return new Options(
                URI.create(base.replaceAll("/+$", "")),
                secrets,
                who.orElseThrow(() -> missing(line, "--player, a test player with money")),
                other,
                currency,
                game,
                mode.name(),
                blocks,
                Duration.ofSeconds(memorySeconds));
    }

    private void checkKey(CommandLine line, String secret) {
        try {
            String signature =
                    fairdraw.kernel.WebhookSignature.sign(
                            secret, "check", clock.instant(), new byte[0]);
            assert !signature.isEmpty();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    line, "--key is no secret of ours: " + wrong.getMessage() + ".");
        }
    }

    private static ParameterException missing(CommandLine line, String what) {
        return new ParameterException(line, "Give " + what + ".");
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text, UTF_8);
        }
    }
}
