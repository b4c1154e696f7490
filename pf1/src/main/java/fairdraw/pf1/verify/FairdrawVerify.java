package fairdraw.pf1.verify;

import fairdraw.pf1.Json;
import fairdraw.pf1.JsonObject;
import fairdraw.pf1.MalformedException;
import fairdraw.pf1.SignedRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code fairdraw-verify}. Exit 0 when everything holds, 1 at the first step that does
 * not, 2 for a wrong command line.
 */
@Command(
        name = "fairdraw-verify",
        mixinStandardHelpOptions = true,
        version = "fairdraw-verify, protocol PF1 v1",
        sortOptions = false,
        description = "Recomputes a round from the chain and the public record alone.",
        footer = {
            "",
            "  fairdraw-verify --stack .fairdraw/stack.json digits-3:12",
            "  fairdraw-verify --fairness URL --rpc URL --contract 0x... digits-3:12",
            "  fairdraw-verify --vectors pf1-vectors.json",
            "",
            "The words `round` and `vectors` may be written before the rest:",
            "  fairdraw-verify round --stack FILE digits-3 12",
            "  fairdraw-verify vectors FILE"
        })
public final class FairdrawVerify implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String DEFAULT_GAME = "digits-3";
    private static final int GAME_AND_ROUND = 2;

    @Mixin private Sources sources = new Sources();

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "Recompute every vector of a file in the form of pf1-vectors.json.")
    private @Nullable Path vectors;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Parameters(
            arity = "0..3",
            paramLabel = "ROUND",
            description = "GAME:NUMBER, or GAME NUMBER, or NUMBER of " + DEFAULT_GAME + ".")
    private List<String> words = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new FairdrawVerify()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            return run();
        } catch (Sources.UsageException wrong) {
            spec.commandLine().getErr().println(wrong.getMessage());
            spec.commandLine().usage(spec.commandLine().getErr());
            return USAGE;
        } catch (UnreadableException unreadable) {
            return print(
                    String.join(":", words),
                    Map.of(),
                    true,
                    "NOT VERIFIED: " + unreadable.getMessage());
        }
    }

    private int run() {
        boolean named = !words.isEmpty() && words.getFirst().equals("vectors");
        if (named && words.size() == GAME_AND_ROUND && vectors == null) {
            return vectors(Path.of(words.getLast()));
        }
        if (vectors != null && words.isEmpty()) {
            return vectors(vectors);
        }
        var place = new ArrayList<>(words);
        if (!place.isEmpty() && place.getFirst().equals("round")) {
            place.removeFirst();
        }
        if (vectors != null || named || place.isEmpty() || place.size() > GAME_AND_ROUND) {
            throw new Sources.UsageException("name one round, or a file of vectors");
        }
        return round(String.join(":", place));
    }

    private int round(String place) {
        String full = place.contains(":") ? place : DEFAULT_GAME + ":" + place;
        if (!full.matches("[a-z0-9-]{1,40}:(0|[1-9][0-9]{0,15})")) {
            throw new Sources.UsageException("not a round: " + place);
        }
        String game = full.substring(0, full.indexOf(':'));
        long round = Long.parseLong(full.substring(full.indexOf(':') + 1));
        try (var http = new HttpReader()) {
            var reader = new ReadRound(http, sources.chain(http), sources.fairness(), game);
            var given = sources.record(http).map(SignedRecord::parse);
            var evidence = given.map(reader::read).orElseGet(() -> reader.read(round));
            if (evidence.signed().record().opening().round() != round) {
                throw new UnreadableException("the record is that of another round");
            }
            return print(full, new RoundCheck(evidence).run());
        } catch (MalformedException malformed) {
            throw new UnreadableException("the record is malformed: " + malformed.getMessage());
        }
    }

    private int vectors(Path file) {
        List<JsonObject> all;
        try {
            all = Json.parseList(Sources.text(file));
        } catch (MalformedException malformed) {
            throw new Sources.UsageException(file + ": " + malformed.getMessage());
        }
        if (all.isEmpty()) {
            throw new Sources.UsageException(file + " holds no vector");
        }
        var findings = new LinkedHashMap<String, Finding>();
        for (JsonObject vector : all) {
            var finding = VectorCheck.finding(vector);
            findings.put(vector.optionalText("name").orElse("#" + findings.size()), finding);
            if (finding.failed()) {
                break;
            }
        }
        return print(file.toString(), findings);
    }

    private int print(String subject, SequencedMap<String, Finding> findings) {
        boolean failed = findings.values().stream().anyMatch(Finding::failed);
        String end =
                failed
                        ? "NOT VERIFIED: " + findings.lastEntry().getKey()
                        : findings.size() + " steps hold: " + subject + " is VERIFIED";
        return print(subject, findings, failed, end);
    }

    private int print(String subject, Map<String, Finding> findings, boolean failed, String end) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.canonicalText(map(subject, findings, failed, end)));
        } else {
            int number = 1;
            for (var step : findings.entrySet()) {
                var finding = step.getValue();
                out.printf(
                        "%2d  %-8s %s: %s%n",
                        number++, finding.verdict().label(), step.getKey(), finding.words());
            }
            out.println(end);
        }
        return failed ? FAILED : OK;
    }

    private static Map<String, Object> map(
            String subject, Map<String, Finding> findings, boolean failed, String end) {
        var steps = new ArrayList<Map<String, Object>>();
        findings.forEach((name, finding) ->
                steps.add(
                        Map.of(
                                "step", name,
                                "verdict", finding.verdict().name(),
                                "words", finding.words())));
        return Map.of("subject", subject, "verified", !failed, "summary", end, "steps", steps);
    }
}
