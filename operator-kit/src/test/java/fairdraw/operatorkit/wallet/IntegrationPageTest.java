package fairdraw.operatorkit.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairdraw.operatorkit.RealPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/INTEGRATION.md shows is what a wallet is sent, and what ours answers. */
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
class IntegrationPageTest {

    private static final Pattern CALL =
            Pattern.compile("### ([a-z-]+)\n(.*?)(?=\n##|\\z)", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((\\.?[^)#:]+)\\)");
    private static final Path DOCS = Path.of("..", "docs");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void every_call_of_the_catalogue_is_shown_and_answered_as_shown() throws IOException {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        CALL.matcher(page()).results().forEach(call -> shown.put(call.group(1), blocks(call)));
        assertThat(shown.keySet()).isEqualTo(catalogue());
        for (var call : shown.entrySet()) {
            assertThat(call.getValue()).as(call.getKey()).hasSize(2);
            ObjectNode sent = (ObjectNode) JSON.readTree(call.getValue().getFirst());
            if (sent.has("expires_at")) {
                sent.put("expires_at", Instant.now().plusSeconds(60).toString());
            }
            String answer =
                    House.post(call.getKey(), sent.toString())
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString();
            assertThat(shape(JSON.readTree(answer)))
                    .as(call.getKey() + " " + answer)
                    .isEqualTo(shape(JSON.readTree(call.getValue().getLast())));
        }
    }

    @Test
    void every_link_leads_to_a_file() throws IOException {
        LINK.matcher(page())
                .results()
                .map(link -> DOCS.resolve(link.group(1)))
                .filter(file -> !file.endsWith("ERRORS.md")) // Generated beside it.
                .forEach(file -> assertThat(file).exists());
    }

    @Test
    void every_option_of_the_tester_that_is_named_is_one() throws IOException {
        String tester =
                Files.readString(
                        Path.of("src/main/java/fairdraw/operatorkit/tester")
                                .resolve("FairdrawWalletTest.java"));
        Pattern.compile("`(--[a-z-]+)")
                .matcher(page())
                .results()
                .forEach(option -> assertThat(tester).contains('"' + option.group(1) + '"'));
    }

    private static List<String> blocks(MatchResult call) {
        return BLOCK.matcher(call.group(2)).results().map(block -> block.group(1)).toList();
    }

    /** Names and types, at every depth. */
    private static Set<String> shape(JsonNode json) {
        var shape = new HashSet<String>();
        var open = new ArrayList<Map.Entry<String, JsonNode>>();
        open.add(Map.entry("", json));
        while (!open.isEmpty()) {
            var node = open.removeLast();
            JsonNodeType type = node.getValue().getNodeType();
            shape.add(node.getKey() + " " + type);
            node.getValue()
                    .properties()
                    .forEach(field ->
                            open.add(
                                    Map.entry(
                                            node.getKey() + "/" + field.getKey(),
                                            field.getValue())));
            if (node.getValue().isArray()) {
                node.getValue().forEach(item -> open.add(Map.entry(node.getKey() + "[]", item)));
            }
        }
        return shape;
    }

    private static Set<String> catalogue() throws IOException {
        try (var file =
                IntegrationPageTest.class.getResourceAsStream("/fairdraw/wallet-catalogue.json")) {
            var calls = new HashSet<String>();
            JSON.readTree(file).required("calls").fieldNames().forEachRemaining(calls::add);
            return calls;
        }
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("INTEGRATION.md"));
    }
}
