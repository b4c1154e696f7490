package fairdraw.pf1.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed page is what the pinned tools make of its source, and it fetches nothing. */
class VerifierBuildTest {

    private static final Path TOOLS = Path.of("verifier");
    private static final Path COMMITTED = Path.of("src/main/resources/fairdraw/verifier");
    private static final Path BUILT = Path.of("target/verifier");
    private static final long TOOL_DEADLINE_S = 180;

    @Test
    void the_pinned_tools_reproduce_the_page() throws Exception {
        assumeTrue(
                present("node", "--version") && present("npm", "--version"),
                "NOT CHECKED: node or npm is absent, so the page was not built");
        if (!Files.isDirectory(TOOLS.resolve("node_modules/esbuild"))) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        run("node", "build.mjs", BUILT.toAbsolutePath().toString());
        for (String name : List.of("index.html", "bls12-381.js")) {
            assertEquals(
                    Files.readString(BUILT.resolve(name)),
                    Files.readString(COMMITTED.resolve(name)),
                    name + " is stale: npm ci && npm run build in pf1/verifier");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "http://", "//cdn", "@import", "url("})
    void the_page_names_no_other_host(String address) throws IOException {
        String page = Files.readString(COMMITTED.resolve("index.html"));
        var named =
                page.lines()
                        .filter(line -> line.contains(address))
                        // What a user may type, and the policy that lets the page ask it.
                        .filter(line -> !line.contains("placeholder=\"https://"))
                        .toList();
        assertEquals(List.of(), named);
    }

    @Test
    void the_library_keeps_its_license() throws IOException {
        String library = Files.readString(COMMITTED.resolve("bls12-381.js"));
        assertTrue(library.contains("MIT License") && library.contains("Paul Miller"));
    }

    private static boolean present(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .directory(TOOLS.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of("target/verifier-build.log").toFile())
                        .start();
        assertTrue(process.waitFor(TOOL_DEADLINE_S, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue(), String.join(" ", command));
    }
}
