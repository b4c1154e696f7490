package fairdraw.operatorkit.casino;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.kernel.Ids;
import fairdraw.kernel.WebhookSignature;
import fairdraw.operatorkit.wallet.FreeBet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the game server for a session of a player, signed with the operator's API key (spec 6). */
@ApplicationScoped
class HttpGateway {

    static final Duration GATEWAY_DEADLINE = Duration.ofSeconds(5);
    private static final String SESSIONS = "/v1/sessions";
    private static final String BETS = "/v1/bets";

    /** What came of asking for a session. */
    sealed interface Launch {
        /** The hosted game page for this player, good for a while. */
        record Ready(URI page) implements Launch {}

        /** The game server said no. */
        record Refused(int status, String code) implements Launch {}

        /** The game server did not answer. */
        record Unreachable(String cause) implements Launch {}
    }

    /** What came of playing a free bet. */
    sealed interface Played {
        /** It is in the round. */
        record Taken(String roundId) implements Played {}

        /** It is not, by this code; it may be played again unless the code says otherwise. */
        record Refused(String code) implements Played {}
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    // No upgrade dance on a plain connection between two servers.
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(GATEWAY_DEADLINE)
                    .build();
    private final ObjectMapper json;
    private final InstantSource clock;
    private final URI gateway;
    private final String keyId;
    private final String secret;

    HttpGateway(
            ObjectMapper json,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.gateway.url") URI gateway,
            @ConfigProperty(name = "fairdraw.operator.key-id") String keyId,
            @ConfigProperty(name = "fairdraw.operator.secret") String secret) {
        this.json = json;
        this.clock = clock;
        this.gateway = gateway;
        this.keyId = keyId;
        this.secret = secret;
    }

    Launch launch(String player, String currency, String game) {
        try {
            byte[] body =
                    json.writeValueAsBytes(
                            Map.of(
                                    "player", player,
                                    "currency", currency,
                                    "game", game,
                                    "mode", "REAL",
                                    "language", "en"));
            HttpResponse<byte[]> answer =
                    http.send(
                            signed("POST", SESSIONS, body, ""),
                            HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = json.readTree(answer.body());
            if (answer.statusCode() != 201) {
                return new Launch.Refused(answer.statusCode(), said.path("code").asText("?"));
            }
            return new Launch.Ready(URI.create(said.required("launchUrl").asText()));
        } catch (IOException | IllegalArgumentException broken) {
            return new Launch.Unreachable(broken.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Launch.Unreachable("we are stopping");
        }
    }

    /**
     * Plays a free bet of ours on the round that is open now. One free bet in one round is one
     * ticket, however often it is asked for.
     */
    Played play(FreeBet bet, String selection) {
        try {
            String current = "/v1/games/" + bet.game() + "/rounds/current";
            JsonNode round = json.readTree(sent("GET", current, new byte[0], "").body());
            String roundId = round.path("round").path("roundId").asText();
            if (roundId.isEmpty()) {
                return new Played.Refused(round.path("code").asText("GAME_PAUSED"));
            }
            byte[] body =
                    json.writeValueAsBytes(
                            Map.of(
                                    "player", bet.player(),
                                    "roundId", roundId,
                                    "currency", bet.currency(),
                                    "freeBetId", bet.id(),
                                    "bets",
                                            List.of(
                                                    Map.of(
                                                            "market",
                                                            "ODD_EVEN",
                                                            "selection",
                                                            selection,
                                                            "stake",
                                                            bet.stake()))));
            HttpResponse<byte[]> answer = sent("POST", BETS, body, bet.id() + ":" + roundId);
            JsonNode said = json.readTree(answer.body());
            return answer.statusCode() == 201
                    ? new Played.Taken(roundId)
                    : new Played.Refused(said.path("code").asText("?"));
        } catch (IOException broken) {
            return new Played.Refused("UNREACHABLE");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Played.Refused("UNREACHABLE");
        }
    }

    private HttpResponse<byte[]> sent(String method, String path, byte[] body, String key)
            throws IOException, InterruptedException {
        return http.send(signed(method, path, body, key), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest signed(String method, String path, byte[] body, String key) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(GATEWAY_DEADLINE)
                        .header("content-type", "application/json")
                        .header("fairdraw-key-id", keyId)
                        .header("webhook-id", id.toString())
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header(
                                "webhook-signature",
                                WebhookSignature.signRequest(
                                        secret, id.toString(), now, method, path, body))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }
}
