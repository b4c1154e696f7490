package fairdraw.pf1.lab;

import fairdraw.pf1.Bytes;
import fairdraw.pf1.Derivation;
import fairdraw.pf1.DrawSoftware;
import fairdraw.pf1.OutcomeSpace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes what a test laboratory asks for into a folder. The same source and the same seed give the
 * same bytes in every file, so that the manifest's hash says it all.
 */
@Command(name = "lab-pack", mixinStandardHelpOptions = true)
public final class WriteLabPack implements Callable<Integer> {

    private static final String TEST_CASE = "<testcase name=\"([^\"]+)\" classname=\"([^\"]+)\"";
    private static final Pattern RESULT =
            Pattern.compile(TEST_CASE + "[^>]*?(/>|>\\s*<(failure|error|skipped)|>)");

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the pack.")
    private Path folder = Path.of("");

    @Option(names = "--root", description = "The folder of the source.")
    private Path root = Path.of("");

    @Option(names = "--seed", required = true, description = "Text; the pack repeats with it.")
    private String seed = "";

    @Option(names = "--raw-bytes", description = "Default: ${DEFAULT-VALUE}.")
    private long rawBytes = 125_000_000;

    @Option(names = "--draws", description = "Draws of each game. Default: ${DEFAULT-VALUE}.")
    private int draws = 1_000_000;

    /** Run by {@code ./dev lab-pack}. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new WriteLabPack()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var pf1 = root.resolve("pf1");
        copy(root.resolve("docs/FAIRNESS.md"), "specification/FAIRNESS.md");
        copyTree(pf1.resolve("src/main"), "source/src/main");
        copy(pf1.resolve("pom.xml"), "source/pom.xml");
        // Beside the source, whose page the readings in JavaScript take their code from.
        copyTree(pf1.resolve("reference"), "source/reference");
        copy(pf1.resolve("src/test/resources/pf1-vectors.json"), "vectors/pf1-vectors.json");
        raw();
        for (var game : LabRounds.SHIPPED.entrySet()) {
            draws(game.getKey(), game.getValue());
        }
        reports();
        readme();
        manifest();
        return 0;
    }

    private byte[] label() {
        return seed.getBytes(StandardCharsets.UTF_8);
    }

    private void raw() throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file("raw/words.bin")))) {
            new RawOutput(label()).write(out, rawBytes);
        }
    }

    private void draws(String game, OutcomeSpace space) throws IOException {
        var rounds = new LabRounds(label());
        try (var out = new PrintWriter(Files.newBufferedWriter(file("draws/" + game + ".csv")))) {
            out.print("round,outcome,numbers\n");
            for (int round = 0; round < draws; round++) {
                int outcome = Derivation.outcome(rounds.key(round), space.outcomes());
                out.print(round + "," + outcome + ",");
                out.print(
                        String.join(
                                " ",
                                space.numbers(outcome).stream().map(String::valueOf).toList()));
                out.print('\n');
            }
        }
    }

    /** Which tests ran and how they ended, without times, which are never the same. */
    private void reports() throws IOException {
        var results = new TreeSet<String>();
        for (String module : List.of("pf1", "games")) {
            var reports = root.resolve(module).resolve("target/surefire-reports");
            if (!Files.isDirectory(reports)) {
                continue;
            }
            for (Path file : list(reports)) {
                if (file.toString().endsWith(".xml")) {
                    var matcher = RESULT.matcher(Files.readString(file));
                    while (matcher.find()) {
                        String ended = matcher.group(4) == null ? "passed" : matcher.group(4);
                        results.add(matcher.group(2) + "," + matcher.group(1) + "," + ended);
                    }
                }
            }
        }
        Files.write(file("reports/tests.csv"), results);
        var evidence = root.resolve("pf1/target/evidence/randomness.txt");
        if (Files.exists(evidence)) {
            copy(evidence, "reports/randomness.txt");
        }
    }

    private void readme() throws IOException {
        var software = DrawSoftware.running();
        Files.writeString(
                file("README.txt"),
                """
                Fairdraw, protocol PF1: the pack for a test laboratory

                software       %s
                source hash    %s
                               in source/src/main/java/fairdraw/pf1:
                               LC_ALL=C; sha256sum *.java | sha256sum
                seed           %s

                specification/ protocol, threat model, what has to be trusted
                source/        the module; its package fairdraw.pf1 is what draws
                               source/reference: the protocol in Python, and what asks the
                               page's own code (node agree.mjs, node owed.mjs)
                vectors/       for fairdraw-verify vectors and source/reference/pf1.py check
                raw/           %d bytes of the words that draws are made of, before scaling
                draws/         %d draws of each shipped game, scaled
                reports/       tests of the modules, statistics of 200 000 rounds a game
                par-sheets/    the shipped payout tables with their exact figures
                MANIFEST       SHA-256 of every file: sha256sum -c MANIFEST

                Repeat it: ./dev lab-pack DIR --seed '%s'
                """
                        .formatted(
                                software.version(),
                                software.sourceHash(),
                                seed,
                                rawBytes,
                                draws,
                                seed));
    }

    private void manifest() throws IOException {
        var lines = new ArrayList<String>();
        for (Path file : list(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!name.equals("MANIFEST")) {
                lines.add(sha256(file) + "  " + name);
            }
        }
        Files.write(folder.resolve("MANIFEST"), lines);
        System.out.println("seed " + seed);
        System.out.println(
                "manifest " + sha256(folder.resolve("MANIFEST")) + "  " + lines.size() + " files");
    }

    /** Without reading the file into memory. */
    private static Bytes sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private void copyTree(Path from, String to) throws IOException {
        for (Path file : list(from)) {
            copy(file, to + "/" + from.relativize(file).toString().replace('\\', '/'));
        }
    }

    private void copy(Path from, String to) throws IOException {
        Files.write(file(to), Files.readAllBytes(from));
    }

    private Path file(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("__pycache__"))
                    .sorted((one, other) -> one.toString().compareTo(other.toString()))
                    .toList();
        }
    }
}
