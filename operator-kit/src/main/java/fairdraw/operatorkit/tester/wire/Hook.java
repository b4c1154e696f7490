package fairdraw.operatorkit.tester.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fairdraw.kernel.Ids;
import fairdraw.kernel.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How the tester blocks a player or ends a session, which no call of the contract does: by a shell
 * command of the operator (environment {@code PLAYER} and {@code ACTION}), or by a signed POST of
 * {@code {"player", "action"}} to an address. Actions: block, unblock, end-session, start-session,
 * and {@code free-bet ID STAKE CURRENCY GAME}, which grants one.
 */
public final class Hook {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final String target;
    private final String secret;

    /** A command or an address; the secret signs what is posted to an address. */
    public Hook(String target, String secret) {
        this.target = target;
        this.secret = secret;
    }

    /** Does it, or says why not; empty when done. */
    public String act(String player, String action, Instant now) {
        try {
            return target.matches("https?://.*") ? post(player, action, now) : run(player, action);
        } catch (IOException broken) {
            return "the hook cannot be called: " + broken.getMessage();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "the tester was stopped";
        }
    }

    private String post(String player, String action, Instant now)
            throws IOException, InterruptedException {
        byte[] body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("player", player)
                        .put("action", action)
                        .toString()
                        .getBytes(UTF_8);
        String id = Ids.next().toString();
        var request =
                HttpRequest.newBuilder(URI.create(target))
                        .timeout(DEADLINE)
                        .header("content-type", Message.JSON)
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header("webhook-signature", WebhookSignature.sign(secret, id, now, body))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? "" : "the hook answered " + status + " to " + action;
        }
    }

    private String run(String player, String action) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", target);
        builder.environment().put("PLAYER", player);
        builder.environment().put("ACTION", action);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "the hook did not end within " + DEADLINE.toSeconds() + " s";
        }
        int code = process.exitValue();
        return code == 0 ? "" : "the hook ended with code " + code + " for " + action;
    }
}
