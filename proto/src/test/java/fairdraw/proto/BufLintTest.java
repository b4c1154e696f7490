package fairdraw.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lints the contracts by buf, which npm fetches once and keeps. */
class BufLintTest {

    private static final String BUF = "@bufbuild/buf@1.75.0";
    private static final int DEADLINE_S = 180;

    private record Ended(int code, String said) {}

    @BeforeAll
    static void needs_node() {
        for (String tool : List.of("node", "npm")) {
            if (!onPath(tool)) {
                String absent = tool + " is not on the PATH: the contracts were NOT linted";
                System.err.println(absent);
                abort(absent);
            }
        }
    }

    @Test
    void contracts_follow_the_standard_rules(@TempDir Path folder) throws Exception {
        assertEquals(new Ended(0, ""), lint(Path.of("").toAbsolutePath(), folder));
    }

    @Test
    void a_contract_that_breaks_them_is_found(@TempDir Path folder) throws Exception {
        Files.copy(Path.of("buf.yaml"), folder.resolve("buf.yaml"));
        Path contract = folder.resolve("src/main/proto/fairdraw/bad/v1/bad.proto");
        Files.createDirectories(contract.getParent());
        Files.writeString(
                contract,
                """
                syntax = "proto3";
                package fairdraw.bad.v1;
                message bad { int64 WrongCase = 1; }
                """);
        Ended ended = lint(folder, folder);
        assertNotEquals(0, ended.code);
        assertTrue(ended.said.contains("WrongCase"), ended.said);
    }

    private static boolean onPath(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static Ended lint(Path module, Path scratch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm", "exec", "--yes"));
        // The cached copy does as well; its install script would only look for updates.
        command.addAll(List.of("--prefer-offline", "--ignore-scripts", "--package=" + BUF));
        command.addAll(List.of("--", "buf", "lint"));
        Path said = scratch.resolve("said.txt");
        Path complained = scratch.resolve("complained.txt");
        Process buf =
                new ProcessBuilder(command)
                        .directory(module.toFile())
                        .redirectOutput(said.toFile())
                        .redirectError(complained.toFile())
                        .start();
        if (!buf.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            buf.descendants().forEach(ProcessHandle::destroyForcibly);
            buf.destroyForcibly();
            throw new AssertionError("buf did not end within " + DEADLINE_S + " s");
        }
        String text = Files.readString(said, UTF_8);
        // What npm has to say matters only when buf itself said nothing and yet it failed.
        boolean npmFailed = buf.exitValue() != 0 && text.isEmpty();
        return new Ended(buf.exitValue(), npmFailed ? Files.readString(complained, UTF_8) : text);
    }
}
