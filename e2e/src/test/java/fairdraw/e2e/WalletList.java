package fairdraw.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.e2e.Operator.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The operator's own list of transactions, asked for as the contract of the wallet says. */
final class WalletList {

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private WalletList() {}

    /**
     * A transaction as the wallet tells it.
     *
     * @param kind DEBIT, CREDIT, ROLLBACK, ADJUSTMENT or PROMOTION
     * @param ticket empty of a promotion
     * @param amount minor units
     * @param moved false for a tombstone
     */
    record Line(
            String transaction,
            String kind,
            String player,
            String ticket,
            String round,
            long amount,
            boolean moved) {

        /** The number of its round; -1 when it belongs to none. */
        long number() {
            return round.isEmpty() ? -1 : Long.parseLong(round.substring(round.indexOf(':') + 1));
        }
    }

    /** All of them from a moment on, page by page. */
    static List<Line> since(Platform platform, Instant from) {
        List<Line> lines = new ArrayList<>();
        String after = "";
        do {
            Map<String, Object> body = new HashMap<>();
            body.put("from", from.toString());
            body.put("to", Instant.now().plusSeconds(1).toString());
            body.put("limit", PAGE);
            if (!after.isEmpty()) {
                body.put("after", after);
            }
            JsonNode page = ask(platform, body);
            page.path("transactions").forEach(line -> lines.add(line(line)));
            after = page.path("next").asText("");
            if (after.equals("null")) {
                after = "";
            }
        } while (!after.isEmpty());
        return lines;
    }

    private static Line line(JsonNode line) {
        return new Line(
                line.path("transaction_id").asText(""),
                line.path("kind").asText(""),
                line.path("player").asText(""),
                line.path("ticket_id").asText(""),
                line.path("round_id").asText(""),
                line.path("amount").asLong(),
                line.path("moved").asBoolean());
    }

    private static JsonNode ask(Platform platform, Map<String, Object> question) {
        String url = platform.at("/demoOperator/walletUrl") + "/transactions";
        String secret = platform.at("/demoOperator/walletSecret");
        String id = UUID.randomUUID().toString();
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String body = Operator.json(question);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", timestamp)
                        .header(
                                "webhook-signature",
                                "v1," + mac(secret, id + "." + timestamp + "." + body));
        Answer answer = Operator.send("POST", body, request);
        return answer.expect(200);
    }

    private static String mac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Anything of the checker's own as JSON text. */
    static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
