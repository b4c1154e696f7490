package fairdraw.pf1.verify;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads public addresses, each within a deadline and a bound. */
final class HttpReader implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(10);
    static final int REQUESTS_MAX = 200_000;

    private static final int BODY_BYTES_MAX = 16 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final Duration deadline;
    private final int requestsMax;
    private final AtomicInteger spent = new AtomicInteger();

    HttpReader() {
        this(DEADLINE, REQUESTS_MAX);
    }

    /** {@code deadline} bounds one request from begin to end, {@code requestsMax} all of them. */
    HttpReader(Duration deadline, int requestsMax) {
        this.client = HttpClient.newBuilder().connectTimeout(deadline).build();
        this.deadline = deadline;
        this.requestsMax = requestsMax;
    }

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

    private HttpRequest.Builder request(String address) {
        try {
            return HttpRequest.newBuilder(URI.create(address)).timeout(deadline);
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableException("not an address: " + address, wrong);
        }
    }

    private Optional<String> send(String address, HttpRequest request) {
        if (spent.incrementAndGet() > requestsMax) {
            throw new UnreadableException("gave up after " + requestsMax + " requests");
        }
        var sent = client.sendAsync(request, limiting(ofByteArray(), BODY_BYTES_MAX));
        try {
            // Of its own, since the request's own time ends with the first byte of the body.
            var response = sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() != OK) {
                throw new UnreadableException(
                        address + " answers with status " + response.statusCode());
            }
            return Optional.of(new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw new UnreadableException(
                    address + " does not answer within " + deadline.toSeconds() + " s", slow);
        } catch (ExecutionException unreachable) {
            throw new UnreadableException(
                    address + " does not answer with at most 16 MiB", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("stopped while reading " + address, stopped);
        }
    }

    @Override
    public void close() {
        // A server that never ends its answer must not keep us.
        client.shutdownNow();
    }
}
