package fairdraw.pf1.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads public addresses, each within a deadline and a bound. */
final class HttpReader implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int BODY_BYTES_MAX = 16 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();

    /** The text there; empty if the answer is 404. */
    Optional<String> get(String address) {
        return send(address, request(address).GET().build());
    }

    /** The answer to a JSON body. */
    String post(String address, String json) {
        var request =
                request(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        return send(address, request)
                .orElseThrow(() -> new UnreadableException("there is nothing at " + address));
    }

    private static HttpRequest.Builder request(String address) {
        try {
            return HttpRequest.newBuilder(URI.create(address)).timeout(DEADLINE);
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableException("not an address: " + address, wrong);
        }
    }

    private Optional<String> send(String address, HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
                if (bytes.length > BODY_BYTES_MAX) {
                    throw new UnreadableException(address + " answers more than 16 MiB");
                }
                if (response.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (response.statusCode() != OK) {
                    throw new UnreadableException(
                            address + " answers with status " + response.statusCode());
                }
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException unreachable) {
            throw new UnreadableException(address + " does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("stopped while reading " + address, stopped);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
