package fairdraw.gateway.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairdraw.gateway.config.Dialect;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a wallet's reply: nothing that is not plainly a yes or a no counts as one (spec 5). */
final class HttpReply {

    private static final int REPLY_CHARS_KEPT = 4_000;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private HttpReply() {}

    /** What a reply means. */
    static WalletAnswer read(
            WalletCatalogue catalogue,
            Dialect dialect,
            WalletRequest request,
            int status,
            byte[] body) {
        return switch (status / 100) {
            case 2 -> success(request, body);
            case 3 -> unknown(WalletAnswer.Cause.REDIRECT);
            case 4 -> refusal(catalogue, dialect, request, body);
            default -> unknown(WalletAnswer.Cause.STATUS);
        };
    }

    /** As much of a reply as the log keeps; what is not text is shown by its size. */
    static String kept(WalletCall call, byte[] body) {
        String text = new String(body, UTF_8).replace('\0', ' ');
        // A page of a statement is read from here, and not logged.
        return call == WalletCall.TRANSACTIONS || text.length() <= REPLY_CHARS_KEPT
                ? text
                : text.substring(0, REPLY_CHARS_KEPT);
    }

    private static WalletAnswer success(WalletRequest request, byte[] body) {
        if (request.call() == WalletCall.ROUND_SEALED) {
            // An acknowledgement moves no money: any 2xx is one, and its text is the evidence.
            return new WalletAnswer.Applied("", OptionalLong.empty());
        }
        Optional<JsonNode> json = object(body);
        if (json.isEmpty()) {
            return unknown(WalletAnswer.Cause.NOT_JSON);
        }
        JsonNode echo = json.get().path("transaction_id");
        boolean echoed = request.transaction().toString().equals(echo.textValue());
        if (!echoed && !(movesNothing(request.call()) && echo.isMissingNode())) {
            return unknown(WalletAnswer.Cause.WRONG_ECHO);
        }
        if (!request.freeBet().isEmpty()
                && !request.freeBet().equals(json.get().path("free_bet_id").textValue())) {
            return unknown(WalletAnswer.Cause.WRONG_ECHO);
        }
        if (request.call() == WalletCall.TRANSACTIONS
                && !json.get().path("transactions").isArray()) {
            return unknown(WalletAnswer.Cause.NOT_JSON);
        }
        OptionalLong balance = balance(json.get());
        if (request.call() == WalletCall.BALANCE && balance.isEmpty()) {
            return unknown(WalletAnswer.Cause.NOT_JSON);
        }
        return new WalletAnswer.Applied(operatorTransaction(json.get()), balance);
    }

    private static boolean movesNothing(WalletCall call) {
        return call == WalletCall.BALANCE || call == WalletCall.TRANSACTIONS;
    }

    private static WalletAnswer refusal(
            WalletCatalogue catalogue, Dialect dialect, WalletRequest request, byte[] body) {
        Optional<JsonNode> json = object(body);
        if (json.isEmpty()) {
            return unknown(WalletAnswer.Cause.NOT_JSON);
        }
        String echo = json.get().path("transaction_id").asText();
        if (!echo.isEmpty() && !echo.equals(request.transaction().toString())) {
            return unknown(WalletAnswer.Cause.WRONG_ECHO);
        }
        return catalogue.refused(
                request.call(),
                dialect.code(code(json.get(), dialect.codePointer())),
                new WalletAnswer.Applied(operatorTransaction(json.get()), balance(json.get())));
    }

    /** The code where the dialect points; none where nothing is, or the pointer is none. */
    private static String code(JsonNode json, String pointer) {
        try {
            return json.at(JsonPointer.compile(pointer)).asText();
        } catch (IllegalArgumentException noPointer) {
            return "";
        }
    }

    private static WalletAnswer unknown(WalletAnswer.Cause cause) {
        return new WalletAnswer.Unknown(cause);
    }

    private static String operatorTransaction(JsonNode json) {
        // PostgreSQL holds no zero character: one that came through would stop the whole log.
        String id = json.path("operator_transaction_id").asText().replace('\0', ' ');
        return id.length() <= 200 ? id : id.substring(0, 200);
    }

    private static OptionalLong balance(JsonNode json) {
        JsonNode balance = json.path("balance");
        return balance.isIntegralNumber() && balance.canConvertToLong()
                ? OptionalLong.of(balance.longValue())
                : OptionalLong.empty();
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
