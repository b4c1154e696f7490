package fairdraw.pf1.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairdraw.pf1.lab.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Raw output of fresh entropy under the suites that others wrote: Debian's {@code ent}, {@code
 * rng-tools} and {@code dieharder}, each if it is installed. Profile nightly.
 */
@EnabledIfSystemProperty(named = "evidence.fresh", matches = "true")
class ExternalSuitesTest {

    private static final long RAW_BYTES = 125_000_000;
    private static final long DEADLINE_S = 1_800;
    private static final Pattern CHI_SQUARE =
            Pattern.compile("would exceed this value (?:less than )?([0-9.]+) percent");
    private static final Pattern FIPS_FAILURES = Pattern.compile("FIPS 140-2 failures: ([0-9]+)");
    private static final Pattern FIPS_SUCCESSES = Pattern.compile("FIPS 140-2 successes: ([0-9]+)");

    @TempDir static Path folder;
    private static Path raw;

    @BeforeAll
    static void write() throws Exception {
        assumeTrue(
                present("ent") || present("rngtest") || present("dieharder"),
                "NOT CHECKED: ent, rng-tools and dieharder are absent");
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        System.out.println("raw output of seed " + HexFormat.of().formatHex(seed));
        raw = folder.resolve("raw.bin");
        try (var out = Files.newOutputStream(raw)) {
            new RawOutput(seed).write(out, RAW_BYTES);
        }
    }

    @Test
    void ent_finds_nothing() throws Exception {
        String said = run("ent", raw.toString());
        var found = CHI_SQUARE.matcher(said);
        assertTrue(found.find(), said);
        double percent = Double.parseDouble(found.group(1));
        assertTrue(percent > 0.01 && percent < 99.99, said);
    }

    @Test
    void rngtest_fails_no_more_blocks_than_chance() throws Exception {
        assumeTrue(present("rngtest"), "NOT CHECKED: rng-tools is absent");
        String said = run("sh", "-c", "rngtest < '" + raw + "' 2>&1; true");
        long failures = number(FIPS_FAILURES, said);
        long blocks = failures + number(FIPS_SUCCESSES, said);
        // The standard's bounds let about 8 good blocks of 10 000 fail.
        assertTrue(blocks > 40_000 && failures < blocks / 500, said);
    }

    @Test
    void dieharder_fails_nothing() throws Exception {
        assumeTrue(present("dieharder"), "NOT CHECKED: dieharder is absent");
        for (String test : new String[] {"100", "101", "8", "15", "2"}) {
            String said = run("dieharder", "-g", "201", "-f", raw.toString(), "-d", test);
            assertFalse(said.contains("FAILED"), said);
        }
    }

    private static long number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertTrue(found.find(), text);
        return Long.parseLong(found.group(1));
    }

    private static String run(String... command) throws Exception {
        assumeTrue(present(command[0]), () -> "NOT CHECKED: " + command[0] + " is absent");
        var output = folder.resolve("output.txt");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue(), Files.readString(output));
        System.out.println(Files.readString(output));
        return Files.readString(output);
    }

    private static boolean present(String program) throws InterruptedException, IOException {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
