package fairdraw.fairness.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed bytecode and ABI are what the pinned compiler makes of the source. */
class ContractBuildTest {

    private static final Path SOURCE = Path.of("contract");
    private static final Path COMMITTED = Path.of("src/main/resources/contract");
    private static final long TOOL_DEADLINE_S = 180;
    private static final Path BUILT = Path.of("target/contract");

    @BeforeAll
    static void compile() throws Exception {
        if (!present("node", "--version") || !present("npm", "--version")) {
            return;
        }
        if (!Files.isDirectory(SOURCE.resolve("node_modules/solc"))) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        run("node", "build.mjs", BUILT.toAbsolutePath().toString());
    }

    @Test
    void solc_reproduces_bytecode_and_abi() throws IOException {
        assumeTrue(
                Files.isDirectory(SOURCE.resolve("node_modules/solc")),
                "NOT CHECKED: node or npm is absent, so the contracts were not compiled");
        for (String name :
                List.of(
                        "FairDraw.bin",
                        "FairDraw.abi.json",
                        "DrandBeacon.bin",
                        "DrandBeacon.abi.json")) {
            assertEquals(
                    Files.readString(COMMITTED.resolve(name)),
                    Files.readString(BUILT.resolve(name)),
                    name + " is stale: npm run build in fairness/contract");
        }
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
        var process = new ProcessBuilder(command).directory(SOURCE.toFile()).inheritIO().start();
        assertTrue(process.waitFor(TOOL_DEADLINE_S, TimeUnit.SECONDS), "too slow");
        assertEquals(0, process.exitValue(), String.join(" ", command));
    }
}
