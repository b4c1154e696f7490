package fairdraw.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the first screen promises is what happens. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform = Platform.get();

    @Test
    void the_two_commands_stand_first() throws IOException {
        assertTrue(blocks("sh").getFirst().startsWith("./dev up"));
        assertTrue(blocks("sh").getFirst().contains("./dev test"));
    }

    @Test
    void the_call_answers_as_printed() throws IOException {
        String call = blocks("sh").get(1).strip();
        assertTrue(call.startsWith("curl "), call);
        // The only change: this platform runs beside others, on ports of its own.
        String here = call.replace("http://127.0.0.1:8080", platform.at("/gateway/url"));
        Platform.Run run = platform.run(List.of("sh", "-c", here));
        assertEquals(0, run.exit(), run::output);
        assertHasFields("", JSON.readTree(blocks("json").getFirst()), JSON.readTree(run.output()));
    }

    @Test
    void a_finished_round_verifies_by_its_number() throws IOException {
        String command = blocks("sh").get(2).strip();
        assertTrue(command.startsWith("./dev verify "), command);
        Player player = new Operator(platform).player("ada");
        String round = player.openRound().path("roundId").asText();
        long number = player.finished(round).path("number").asLong();
        Platform.Run run = platform.dev("verify", Long.toString(number));
        assertEquals(0, run.exit(), run::output);
    }

    @Test
    void every_link_leads_to_a_file() throws IOException {
        Matcher link = LINK.matcher(readme());
        while (link.find()) {
            assertTrue(Files.exists(Platform.root().resolve(link.group(1))), link.group(1));
        }
    }

    private static void assertHasFields(String path, JsonNode printed, JsonNode answered) {
        assertFalse(answered.isMissingNode(), () -> path + " is not in the answer");
        printed.properties()
                .forEach(field ->
                        assertHasFields(
                                path + "/" + field.getKey(),
                                field.getValue(),
                                answered.path(field.getKey())));
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(readme())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Platform.root().resolve("README.md"));
    }
}
