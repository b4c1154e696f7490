package fairdraw.pf1.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairdraw.pf1.Derivation;
import fairdraw.pf1.DrawSoftware;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LabPackTest {

    private static final int RAW_BYTES = 10_000;

    @TempDir private Path folder;

    @Test
    void the_same_seed_gives_the_same_pack_and_another_one_does_not() throws IOException {
        String first = pack("first", "a seed");
        assertEquals(first, pack("second", "a seed"));
        assertNotEquals(first, pack("third", "another seed"));
        assertEquals(RAW_BYTES, Files.size(folder.resolve("first/raw/words.bin")));
        for (String file :
                List.of(
                        "README.txt",
                        "specification/FAIRNESS.md",
                        "source/src/main/java/fairdraw/pf1/Derivation.java",
                        "source/reference/pf1.py",
                        "vectors/pf1-vectors.json",
                        "draws/digits-3.csv",
                        "draws/digits-2.csv",
                        "draws/lotto-5-20.csv")) {
            assertTrue(first.contains("  " + file), file);
        }
    }

    @Test
    void the_manifest_names_every_file_with_its_hash() throws IOException {
        String manifest = pack("pack", "x");
        for (String line : manifest.lines().toList()) {
            byte[] file = Files.readAllBytes(folder.resolve("pack").resolve(line.substring(66)));
            assertEquals(Derivation.hash(file).hex(), line.substring(0, 64), line);
        }
    }

    @Test
    void the_pack_says_which_source_draws_and_its_draws_are_those_of_the_rounds()
            throws IOException {
        pack("pack", "x");
        var source = folder.resolve("pack/source/src/main/java/fairdraw/pf1");
        var running = DrawSoftware.running();
        assertEquals(StampSource.sourceHash(source), running.sourceHash());
        assertTrue(
                Files.readString(folder.resolve("pack/README.txt"))
                        .contains(running.sourceHash().hex()));
        var key = new LabRounds("x".getBytes()).key(7);
        int outcome = Derivation.outcome(key, 1000);
        assertEquals(
                "7,%d,%d %d %d".formatted(outcome, outcome / 100, outcome / 10 % 10, outcome % 10),
                Files.readAllLines(folder.resolve("pack/draws/digits-3.csv")).get(8));
    }

    @Test
    void the_readings_in_the_pack_run_where_they_lie() throws Exception {
        pack("pack", "x");
        var source = folder.resolve("pack/source");
        var vectors = folder.resolve("pack/vectors/pf1-vectors.json");
        ends(source, "python3", "reference/pf1.py", "check", vectors.toString());
        ends(source, "node", "reference/agree.mjs");
        ends(source, "node", "reference/owed.mjs");
    }

    private void ends(Path where, String... command) throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v " + command[0]).start().waitFor() == 0,
                () -> "NOT CHECKED: " + command[0] + " is absent");
        var output = folder.resolve("output.txt").toFile();
        var process =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue(), Files.readString(output.toPath()));
    }

    @Test
    void a_changed_byte_of_the_source_is_another_software() throws IOException {
        pack("pack", "x");
        var source = folder.resolve("pack/source/src/main/java/fairdraw/pf1");
        var file = source.resolve("Words.java");
        Files.writeString(file, Files.readString(file).replace("word % n", "word % n "));
        assertNotEquals(StampSource.sourceHash(source), DrawSoftware.running().sourceHash());
    }

    private String pack(String name, String seed) throws IOException {
        int exit =
                new CommandLine(new WriteLabPack())
                        .execute(
                                folder.resolve(name).toString(),
                                "--root",
                                "..",
                                "--seed",
                                seed,
                                "--raw-bytes",
                                "" + RAW_BYTES,
                                "--draws",
                                "100");
        assertEquals(0, exit);
        return Files.readString(folder.resolve(name).resolve("MANIFEST"));
    }
}
