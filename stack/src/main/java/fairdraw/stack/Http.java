package fairdraw.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Short questions to parts and services that may not be there yet. */
public final class Http {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(DEADLINE)
                    .build();

    private Http() {}

    /** The body of a GET that is answered with 200 in time. */
    public static Optional<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    /** A header of the answer to a GET, if it is answered in time with 200 and has it. */
    public static Optional<String> header(String url, String name) {
        return answer(HttpRequest.newBuilder(URI.create(url)))
                .flatMap(answer -> answer.headers().firstValue(name));
    }

    /** The body of the answer to a POST of JSON that is answered with 200 in time. */
    public static Optional<String> post(String url, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static Optional<String> send(HttpRequest.Builder request) {
        return answer(request).map(HttpResponse::body);
    }

    private static Optional<HttpResponse<String>> answer(HttpRequest.Builder request) {
        try {
            var answer = CLIENT.send(request.timeout(DEADLINE).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
