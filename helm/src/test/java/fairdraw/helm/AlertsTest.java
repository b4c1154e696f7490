package fairdraw.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An alert on a name that no service registers never fires: none is. */
class AlertsTest {

    private static final List<String> MODULES =
            List.of(
                    "kernel",
                    "fairness",
                    "game-engine",
                    "gateway",
                    "notifier",
                    "backoffice",
                    "reporting");

    private static final Pattern METER =
            Pattern.compile(
                    "(counter|timer|gauge|MultiGauge\\s*\\.builder)\\(\\s*\"(fairdraw\\.[a-z.]+)\"");
    private static final Pattern METRIC = Pattern.compile("fairdraw_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([a-z]+)\"");

    /** Metrics as Prometheus names them, each with the source that registers it. */
    private static Map<String, String> registered;

    private static final List<JsonNode> RULES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        registered = new HashMap<>();
        for (String module : MODULES) {
            collect(Path.of("..", module, "src/main/java"));
        }
        Manifests.production(Map.of()).nodes().stream()
                .filter(node -> node.path("kind").asText().equals("PrometheusRule"))
                .forEach(node ->
                        node.at("/spec/groups")
                                .forEach(group -> group.path("rules").forEach(RULES::add)));
    }

    @Test
    void every_metric_of_a_rule_is_one_that_a_service_registers() {
        assertTrue(RULES.size() > 10, RULES::toString);
        for (JsonNode rule : RULES) {
            var used = METRIC.matcher(rule.path("expr").asText()).results().toList();
            assertFalse(used.isEmpty(), rule::toString);
            for (var metric : used) {
                assertTrue(
                        registered.containsKey(metric.group()),
                        () -> metric.group() + " is none of " + new TreeSet<>(registered.keySet()));
            }
        }
    }

    @Test
    void every_label_that_a_rule_asks_for_is_one_that_its_source_gives() {
        for (JsonNode rule : RULES) {
            String expression = rule.path("expr").asText();
            var metric = METRIC.matcher(expression);
            assertTrue(metric.find());
            String source = registered.get(metric.group());
            LABEL.matcher(expression)
                    .results()
                    .forEach(label -> {
                        assertTrue(source.contains('"' + label.group(1) + '"'), expression);
                        assertTrue(source.contains('"' + label.group(2) + '"'), expression);
                    });
        }
    }

    @Test
    void a_name_that_nobody_registers_would_be_noticed() {
        assertFalse(registered.containsKey("fairdraw_batches_led"));
        assertFalse(registered.containsKey("fairdraw_rounds"), "a counter ends in _total");
        assertTrue(registered.containsKey("fairdraw_rounds_total"));
        assertTrue(registered.containsKey("fairdraw_round_lateness_seconds_count"));
    }

    @Test
    void every_rule_says_how_urgent_it_is_and_what_it_means() {
        var names = RULES.stream().map(rule -> rule.path("alert").asText()).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), "each name once");
        for (JsonNode rule : RULES) {
            assertTrue(
                    Set.of("warn", "page").contains(rule.at("/labels/severity").asText()),
                    rule::toString);
            assertFalse(rule.at("/annotations/summary").asText().isBlank(), rule::toString);
            String expression = rule.path("expr").asText();
            assertEquals(count(expression, '('), count(expression, ')'), expression);
        }
    }

    @Test
    void what_the_specification_promises_to_tell_is_told() {
        var told =
                RULES.stream()
                        .map(rule -> rule.path("expr").asText())
                        .collect(Collectors.joining());
        for (String promised :
                List.of(
                        "fairdraw_batches_lead) < 2",
                        "fairdraw_batches_lead) < 1",
                        "fairdraw_chain_unfinished_age_seconds",
                        "fairdraw_outbox_failures_total",
                        "what=\"late\"",
                        "what=\"skipped\"",
                        "what=\"voided\"",
                        "fairdraw_rounds_undrawn",
                        "fairdraw_ledger_drifted",
                        "fairdraw_manual_queue_age_seconds",
                        "fairdraw_game_halted")) {
            assertTrue(told.contains(promised), promised);
        }
    }

    private static long count(String text, char sign) {
        return text.chars().filter(it -> it == sign).count();
    }

    private static void collect(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                METER.matcher(source)
                        .results()
                        .forEach(meter ->
                                names(meter.group(1), meter.group(2))
                                        .forEach(name -> registered.put(name, source)));
            }
        }
    }

    /** As Micrometer's Prometheus registry writes them. */
    private static List<String> names(String kind, String meter) {
        String name = meter.replace('.', '_');
        return switch (kind) {
            case "counter" -> List.of(name + "_total");
            case "timer" ->
                    List.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
            default -> List.of(name);
        };
    }
}
