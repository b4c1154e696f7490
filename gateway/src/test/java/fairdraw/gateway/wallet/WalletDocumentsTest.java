package fairdraw.gateway.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.kernel.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is written about errors says what the code does: {@code docs/ERRORS.md} is generated from
 * the two catalogues, and the webhooks of the OpenAPI document are checked against the wallet's.
 * {@code mvn -pl gateway test -Dtest=WalletDocumentsTest -Dfairdraw.write-docs=true} writes anew.
 */
class WalletDocumentsTest {

    private static final Path ERRORS = Path.of("../docs/ERRORS.md");
    private static final Path MONEY = Path.of("../docs/MONEY.md");
    private static final Path OPENAPI = Path.of("src/main/resources/META-INF/openapi.json");
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode catalogue = catalogue();

    private static JsonNode catalogue() {
        try (var file =
                WalletCatalogue.class.getResourceAsStream("/fairdraw/wallet-catalogue.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_list_of_errors_is_the_two_catalogues() throws IOException {
        String expected = errors();
        if (Boolean.getBoolean("fairdraw.write-docs")) {
            Files.writeString(ERRORS, expected);
        }
        assertThat(Files.readString(ERRORS))
                .as("docs/ERRORS.md is stale: run this test with -Dfairdraw.write-docs=true")
                .isEqualTo(expected);
    }

    @Test
    void every_wallet_call_is_a_webhook_that_is_signed() throws IOException {
        JsonNode webhooks = JSON.readTree(OPENAPI.toFile()).required("webhooks");
        assertThat(names(webhooks)).isEqualTo(names(catalogue.required("calls")));
        webhooks.forEach(webhook ->
                assertThat(webhook.required("post").required("parameters"))
                        .extracting(header -> header.required("name").textValue())
                        .containsExactly("webhook-id", "webhook-timestamp", "webhook-signature"));
    }

    @Test
    void every_code_of_a_wallet_call_is_described_with_its_next_step() throws IOException {
        JsonNode webhooks = JSON.readTree(OPENAPI.toFile()).required("webhooks");
        catalogue
                .required("calls")
                .properties()
                .forEach(call -> {
                    JsonNode post = webhooks.required(call.getKey()).required("post");
                    JsonNode rules = call.getValue();
                    JsonNode answers = post.required("responses");
                    assertThat(text(post.required("description")))
                            .contains(text(rules.get("deadlineMs")));
                    assertThat(text(answers.at("/200/description")))
                            .contains(step(rules, "applied"));
                    assertThat(text(answers.at("/default/description")))
                            .contains(step(rules, "unknown"));
                    JsonNode refused = answers.required("4XX");
                    List<String> listed = new ArrayList<>();
                    refused.at("/content/application~1json/schema/allOf/1/properties/code/enum")
                            .forEach(code -> listed.add(code.textValue()));
                    assertThat(listed).as(call.getKey()).isEqualTo(names(rules.required("codes")));
                    rules.required("codes")
                            .properties()
                            .forEach(code ->
                                    assertThat(text(refused.required("description")))
                                            .containsPattern(
                                                    "`%s` \\(%s\\): [^;`]*(; [^;`]*)?\\(%s\\)"
                                                            .formatted(
                                                                    code.getKey(),
                                                                    code.getValue()
                                                                            .required("outcome")
                                                                            .textValue(),
                                                                    step(
                                                                            code.getValue(),
                                                                            "next"))));
                });
    }

    /**
     * What {@code docs/MONEY.md} says is proved has a test of that name, somewhere in the house.
     */
    @Test
    void every_test_that_the_page_on_money_names_exists() throws IOException {
        String tests;
        try (var files = Files.walk(Path.of(".."))) {
            tests =
                    files.filter(file -> file.toString().endsWith("Test.java"))
                            .filter(file -> file.toString().contains("/src/test/java/"))
                            .map(WalletDocumentsTest::methods)
                            .collect(Collectors.joining());
        }
        List<String> named =
                Pattern.compile("`([A-Za-z]+Test#[a-z0-9_]+)`")
                        .matcher(Files.readString(MONEY))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(named).hasSizeGreaterThan(45);
        assertThat(named).allMatch(test -> tests.contains(test + "\n"));
        assertThat(Files.readString(MONEY)).contains("| 1 | ", "| 45 | ");
    }

    private static String methods(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        try {
            return Pattern.compile("void ([a-z0-9_]+)\\(")
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> name + "#" + found.group(1) + "\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String step(JsonNode rules, String name) {
        return "`" + rules.required(name).textValue() + "`";
    }

    private static String text(JsonNode node) {
        return node.asText();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private String errors() {
        StringBuilder page = new StringBuilder();
        refusals(page);
        walletCalls(page);
        page.append("\n## Next steps\n\n| step | what happens |\n|---|---|\n");
        for (NextStep step : NextStep.values()) {
            page.append("| %s | %s |\n".formatted(step, meaning(step)));
        }
        return page.toString();
    }

    private static void refusals(StringBuilder page) {
        page.append(
                """
                # Errors

                Generated from `RefusalCode` and `wallet-catalogue.json` by `WalletDocumentsTest`; do not edit.

                ## What we answer

                A refusal over REST is an RFC 9457 problem (`application/problem+json`) with `code`, `retryable`, `traceId` and,
                where one is at fault, `field`; of a bet also `outcome`. Over gRPC it is a `google.rpc.Status` whose `ErrorInfo`
                has the code as its reason. Codes are never renamed and never used for anything else.

                | code | HTTP | gRPC | same request may succeed later | what it says |
                |---|---|---|---|---|
                """);
        for (RefusalCode code : RefusalCode.values()) {
            page.append(
                    "| `%s` | %d | %s | %s | %s |\n"
                            .formatted(
                                    code.name(),
                                    code.httpStatus(),
                                    code.grpcStatus(),
                                    code.retryable() ? "yes" : "no",
                                    code.sentence()));
        }
    }

    private void walletCalls(StringBuilder page) {
        page.append(
                """

                ## What a wallet may answer, and what we do then

                A 2xx that echoes `transaction_id` is APPLIED, a 4xx with a code below is what the table says, everything else is
                UNKNOWN: a time-out, a 5xx, a redirect, a body that cannot be read, a wrong echo, a code that is not listed.

                | call | answered within | body at most | APPLIED | UNKNOWN |
                |---|---|---|---|---|
                """);
        int bytes = catalogue.required("bodyBytesMax").intValue();
        catalogue
                .required("calls")
                .properties()
                .forEach(call ->
                        page.append(
                                "| `%s` | %d ms | %d bytes | %s | %s |\n"
                                        .formatted(
                                                call.getKey(),
                                                call.getValue().required("deadlineMs").intValue(),
                                                call.getValue().path("bodyBytesMax").asInt(bytes),
                                                call.getValue().required("applied").textValue(),
                                                call.getValue().required("unknown").textValue())));
        catalogue
                .required("calls")
                .properties()
                .forEach(call -> {
                    page.append(
                            "\n### %s\n\n| code | outcome | next | the bet's caller is told |\n|---|---|---|---|\n"
                                    .formatted(call.getKey()));
                    call.getValue()
                            .required("codes")
                            .properties()
                            .forEach(code ->
                                    page.append(
                                            "| `%s` | %s | %s | %s |\n"
                                                    .formatted(
                                                            code.getKey(),
                                                            code.getValue()
                                                                    .required("outcome")
                                                                    .textValue(),
                                                            code.getValue()
                                                                    .required("next")
                                                                    .textValue(),
                                                            code.getValue()
                                                                    .path("problem")
                                                                    .asText(""))));
                });
    }

    private static String meaning(NextStep step) {
        return switch (step) {
            case CONFIRM -> "The debit is there: the ticket is confirmed.";
            case DECLINE -> "The debit is not there: the ticket is declined, nothing is owed.";
            case EXPIRE -> "Nobody knows: the ticket expires, and a rollback is owed.";
            case SHOW -> "The balance is shown.";
            case SHOW_UNKNOWN -> "It is shown that the balance is not known.";
            case DONE -> "Nothing more is owed.";
            case RETRY ->
                    "Sent again with the same id and body: after 1, 2, 5, 15, 30 s, 1, 2, 5, 15, 30 min,"
                            + " 1, 3 h, then every 6 h to 72 h; then it waits for people."
                            + " A seal is told three times.";
            case RETRY_PAST_EXPIRY ->
                    "Sent again; done when a later try, 10 minutes past the debit's expiry, says the"
                            + " same, or at once where the wallet tester certified tombstones.";
            case PARK -> "Waits for people: the manual queue.";
            case READ -> "The page is read.";
            case READ_LATER -> "The page is asked for again later.";
        };
    }
}
