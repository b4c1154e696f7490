package fairdraw.operatorkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairdraw.kernel.WebhookSignature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signing examples agree with the game server, on the same bytes. */
class ExamplesTest {

    private static final String OTHER = "whsec_c2VjcmV0LW9mLWEtc3RyYW5nZXItZm9yLXRlc3RzLTAw";
    private static final String BODY = "{ \"player\":\"\u00e9loise\",\n\"amount\" : 5 }\n";
    private static final int SECONDS_MAX = 60;

    static Stream<List<String>> languages() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                List.of(java, "Signing.java"),
                List.of("node", "signing.mjs"),
                List.of("python3", "signing.py"),
                List.of("php", "signing.php"),
                List.of("go", "run", "signing.go"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_call_of_the_game_server_is_good_and_a_changed_one_is_not(List<String> language)
            throws Exception {
        assumeInstalled(language);
        Instant now = Instant.now();
        Instant old = now.minusSeconds(400);
        String time = Long.toString(now.getEpochSecond());
        String good =
                WebhookSignature.sign(RealPostgres.SECRET, "call-1", now, BODY.getBytes(UTF_8));
        String secrets = OTHER + "," + RealPostgres.SECRET;
        assertThat(run(language, BODY, "verify", secrets, "call-1", time, good)).isEqualTo("good");
        assertThat(run(language, BODY, "verify", secrets, "call-1", time, "v1,AAAA " + good))
                .isEqualTo("good");
        assertThat(run(language, BODY, "verify", OTHER, "call-1", time, good)).isEqualTo("bad");
        assertThat(run(language, BODY, "verify", secrets, "call-2", time, good)).isEqualTo("bad");
        assertThat(run(language, BODY + " ", "verify", secrets, "call-1", time, good))
                .isEqualTo("bad");
        String late =
                WebhookSignature.sign(RealPostgres.SECRET, "call-1", old, BODY.getBytes(UTF_8));
        String then = Long.toString(old.getEpochSecond());
        assertThat(run(language, BODY, "verify", secrets, "call-1", then, late)).isEqualTo("bad");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_request_is_signed_as_the_game_server_expects(List<String> language) throws Exception {
        assumeInstalled(language);
        Instant now = Instant.now();
        String signature =
                run(
                        language,
                        BODY,
                        "sign",
                        RealPostgres.API_SECRET,
                        "call-1",
                        Long.toString(now.getEpochSecond()),
                        "POST",
                        "/v1/bets?x=1");
        assertThat(
                        WebhookSignature.verifyRequest(
                                List.of(RealPostgres.API_SECRET),
                                "call-1",
                                now,
                                signature,
                                "POST",
                                "/v1/bets?x=1",
                                BODY.getBytes(UTF_8)))
                .as(signature)
                .isTrue();
    }

    private static void assumeInstalled(List<String> language) {
        String program = language.getFirst();
        boolean there =
                program.contains(File.separator)
                        || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, program + " is not installed here");
    }

    private static String run(List<String> language, String body, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(language);
        command.addAll(List.of(arguments));
        Path input = Files.createTempFile("body", ".json");
        Path output = Files.createTempFile("said", ".txt");
        Files.writeString(input, body);
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("examples").toFile())
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output).strip();
    }
}
