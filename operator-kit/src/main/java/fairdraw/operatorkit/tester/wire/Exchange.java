package fairdraw.operatorkit.tester.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * A call and what came back.
 *
 * @param status 0 when nothing came back
 * @param answer the body of the answer, or why there is none
 * @param millis until the answer was there
 */
public record Exchange(Message message, int status, String answer, long millis) {

    /** Why the 2xx of a wallet that passes over free bets counts as none. */
    public static final String NO_FREE_BETS = "its 2xx does not echo our free_bet_id";

    private static final int SHOWN_MAX = 600;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What the game server would make of it; the words are for the operator. */
    public Answer read(Contract contract) {
        return switch (status / 100) {
            case 0 -> new Answer.Unknown("there was no answer: " + answer);
            case 2 -> success();
            case 3 -> new Answer.Unknown("it answered with a redirect, which is not followed");
            case 4 -> refusal(contract);
            default ->
                    new Answer.Unknown(
                            "it answered with status "
                                    + status
                                    + ": say 2xx with an echo, or 4xx with a code");
        };
    }

    /** What was sent, in one line. */
    public String sent() {
        return "POST /" + message.call() + " " + shortened(message.text());
    }

    /** What was answered, in one line. */
    public String answered() {
        return status == 0
                ? answer
                : status + " " + shortened(answer.isBlank() ? "(empty)" : answer);
    }

    private Answer success() {
        if (message.call().equals("round-sealed")) {
            return new Answer.Applied(object(answer).orElseGet(JSON::createObjectNode));
        }
        Optional<JsonNode> json = object(answer);
        if (json.isEmpty()) {
            return new Answer.Unknown("the body of its 2xx is not a JSON object");
        }
        JsonNode echo = json.get().path("transaction_id");
        boolean moves = !message.call().equals("balance") && !message.call().equals("transactions");
        String wanted = echoWanted();
        if (!wanted.equals(echo.textValue()) && (moves || !echo.isMissingNode())) {
            return new Answer.Unknown(
                    json.get().has("code")
                            ? "it refused with status "
                                    + status
                                    + " and a code in the body: a refusal needs a 4xx status,"
                                    + " a 2xx without our transaction_id says nothing for sure"
                            : "its 2xx does not echo our transaction_id \""
                                    + wanted
                                    + "\" (it says "
                                    + (echo.isMissingNode() ? "nothing" : echo.toString())
                                    + ")");
        }
        String freeBet = object(message.text()).orElseThrow().path("free_bet_id").asText();
        if (!freeBet.isEmpty() && !freeBet.equals(json.get().path("free_bet_id").textValue())) {
            return new Answer.Unknown(NO_FREE_BETS);
        }
        return new Answer.Applied(json.get());
    }

    private Answer refusal(Contract contract) {
        Optional<JsonNode> json = object(answer);
        String code = json.map(body -> body.path("code").asText()).orElse("");
        if (code.isEmpty()) {
            return new Answer.Unknown(
                    "its " + status + " has no JSON body with a code of the catalogue");
        }
        String echo = json.map(body -> body.path("transaction_id").asText()).orElse("");
        if (!echo.isEmpty() && !echo.equals(echoWanted())) {
            return new Answer.Unknown("its refusal echoes another transaction_id, \"" + echo + '"');
        }
        if (!contract.codes(message.call()).contains(code)) {
            return new Answer.Unknown(
                    "the code "
                            + code
                            + " is none that the catalogue has for /"
                            + message.call()
                            + "; it has "
                            + String.join(", ", contract.codes(message.call())));
        }
        return contract.applied(message.call(), code)
                ? new Answer.Applied(json.orElseThrow())
                : new Answer.NotApplied(code);
    }

    private String echoWanted() {
        return object(message.text())
                .map(body -> body.path("transaction_id").asText())
                .filter(id -> !id.isEmpty())
                .orElse(message.id());
    }

    /** The text as a JSON object, if it is one. */
    public static Optional<JsonNode> object(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX) + " ...";
    }
}
