package fairdraw.pf1.verify;

import fairdraw.pf1.MalformedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code fairdraw-verify}. Exit 0 when everything holds, 1 at the first step that does
 * not or when something public cannot be read, 2 for a wrong command line.
 */
@Command(
        name = "fairdraw-verify",
        mixinStandardHelpOptions = true,
        version = "fairdraw-verify, protocol PF1 v1",
        sortOptions = false,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Recomputes rounds and bets from the chain and the public record alone.",
            "Without a command, ROUND is verified.",
            ""
        },
        footer = {
            "",
            "  fairdraw-verify --stack .fairdraw/stack.json round digits-3:12",
            "  fairdraw-verify --records URL --rpc URL --contract 0x... range digits-3:0..99",
            "  fairdraw-verify --vectors pf1-vectors.json"
        })
public final class FairdrawVerify implements Callable<Integer> {

    private static final int USAGE = 2;
    private static final String GAME_NUMBER =
            "GAME:NUMBER, or GAME NUMBER, or NUMBER of " + Place.DEFAULT_GAME + ".";

    @Mixin private final Sources sources = new Sources();

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print the bytes of each step too.")
    private boolean bytes;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print the findings as one JSON object.")
    private boolean json;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "Recompute every vector of a file in the form of pf1-vectors.json.")
    private @Nullable Path vectors;

    @Parameters(arity = "0..2", paramLabel = "ROUND", description = GAME_NUMBER)
    private List<String> words = new ArrayList<>();

    private final Verification verification = new Verification(sources);

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new FairdrawVerify());
    }

    @Override
    public Integer call() {
        return report(
                String.join(":", words),
                () -> {
                    if (vectors != null && words.isEmpty()) {
                        return Verification.vectors(vectors);
                    }
                    if (vectors != null || words.isEmpty()) {
                        throw new Sources.UsageException("name one round, or a file of vectors");
                    }
                    return verification.round(Place.of(words));
                });
    }

    @Command(name = "round", description = "One round, from the chain and the public record.")
    int round(
            @Parameters(arity = "1..2", paramLabel = "ROUND", description = GAME_NUMBER)
                    List<String> round) {
        return report(String.join(":", round), () -> verification.round(Place.of(round)));
    }

    @Command(name = "range", description = "Rounds A to B, and that none was left out.")
    int range(@Parameters(paramLabel = "A..B", description = "GAME:A..B, or A..B.") String range) {
        return report(range, () -> verification.range(range));
    }

    @Command(name = "batch", description = "All seeds from the master, and all records.")
    int batch(
            @Parameters(arity = "1..2", paramLabel = "BATCH", description = GAME_NUMBER)
                    List<String> batch) {
        return report(String.join(":", batch), () -> verification.batch(Place.of(batch)));
    }

    @Command(name = "bet", description = "A player's bet, by the proof of the gateway.")
    int bet(
            @Parameters(paramLabel = "FILE", description = "The JSON of /v1/bets/{id}/proof.")
                    String file,
            @Option(names = "--table", paramLabel = "FILE", description = "The payout table.")
                    @Nullable Path table) {
        return report(file, () -> verification.bet(file, table));
    }

    @Command(name = "record", description = "A record by itself, with --registration FILE.")
    int record(@Parameters(paramLabel = "FILE", description = "The signed record.") String file) {
        return report(file, () -> verification.record(file));
    }

    @Command(name = "vectors", description = "A file in the form of pf1-vectors.json.")
    int vectors(@Parameters(paramLabel = "FILE", description = "The vectors.") Path file) {
        return report(file.toString(), () -> Verification.vectors(file));
    }

    /** Prints the report, or why there is none, and answers with the exit code. */
    private int report(String subject, Supplier<Report> verification) {
        try {
            return print(verification.get());
        } catch (Sources.UsageException wrong) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(wrong.getMessage());
            spec.commandLine().usage(err);
            return USAGE;
        } catch (UnreadableException unreadable) {
            return print(Report.unreadable(subject, String.valueOf(unreadable.getMessage())));
        } catch (MalformedException malformed) {
            return print(Report.unreadable(subject, "malformed: " + malformed.getMessage()));
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            return print(
                    Report.unreadable(subject, "impossible value: " + impossible.getMessage()));
        }
    }

    private int print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.print(out, bytes);
        }
        return report.exitCode();
    }
}
