package fairdraw.stack.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import fairdraw.stack.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** {@code ./dev reconcile OPERATOR DAY}: asks reporting whether three sides agree on a day. */
public final class Reconcile {

    /** Three sides agree. */
    public static final int AGREED = 0;

    /** They differ. */
    public static final int DIFFERENCES = 1;

    /** Nothing differs so far, and the operator's list has not come whole. */
    public static final int INCOMPLETE = 2;

    /** Nobody could be asked, or the question was wrong. */
    public static final int UNANSWERED = 3;

    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final int SHOWN_MAX = 50;
    private static final String READER = "auditor";
    private static final String CLIENT = "fairdraw-reporting";

    private Reconcile() {}

    /** Why there is no answer. */
    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1;

        NoAnswer(String why) {
            super(why);
        }
    }

    /**
     * Asks the stack that runs, or the address FAIRDRAW_REPORTING_URL with the bearer token
     * FAIRDRAW_TOKEN.
     *
     * @return the exit code
     */
    static int run(Settings settings, Map<String, String> environment, List<String> words) {
        if (words.size() != 3) {
            System.err.println("usage: ./dev reconcile OPERATOR DAY, such as demo 2026-01-31");
            return UNANSWERED;
        }
        try {
            String token = environment.get("FAIRDRAW_TOKEN");
            String url = environment.get("FAIRDRAW_REPORTING_URL");
            if (token == null || url == null) {
                var file = settings.state().resolve("stack.json");
                if (!Files.isReadable(file)) {
                    throw new NoAnswer("Fairdraw does not run: ./dev up");
                }
                JsonNode stack = Json.read(Files.readString(file));
                url = stack.at("/reporting/url").asText();
                token = token(stack.at("/keycloak"));
            }
            return run(URI.create(url), token, words.get(1), words.get(2), System.out);
        } catch (NoAnswer | IOException failure) {
            System.err.println(failure.getMessage());
            return UNANSWERED;
        }
    }

    /**
     * Asks reporting and prints what it says.
     *
     * @return the exit code
     */
    public static int run(
            URI reporting, String token, String operator, String day, PrintStream out) {
        try {
            String query = query(operator, day);
            JsonNode answer = get(reporting.resolve("/v1/reconciliation?" + query), token);
            out.printf("%s on %s: %s%n", operator, day, answer.at("/verdict").asText());
            if (!answer.at("/stated").asBoolean()) {
                out.println("  the operator's list of the day has not come whole");
            }
            answer.at("/items").forEach(item -> print(item, out));
            JsonNode differences =
                    get(
                            reporting.resolve(
                                    "/v1/reconciliation/differences?limit="
                                            + SHOWN_MAX
                                            + "&"
                                            + query),
                            token);
            differences.at("/items").forEach(each -> out.println("  " + line(each)));
            if (differences.at("/next").isTextual()) {
                out.println("  ... and more: /v1/reconciliation/differences.csv?" + query);
            }
            return switch (answer.at("/verdict").asText()) {
                case "AGREED" -> AGREED;
                case "DIFFERENCES" -> DIFFERENCES;
                // Three sides that all say nothing agree; a list that has not come says nothing.
                case "NOTHING_TO_COMPARE" -> answer.at("/stated").asBoolean() ? AGREED : INCOMPLETE;
                default -> INCOMPLETE;
            };
        } catch (NoAnswer failure) {
            out.println(failure.getMessage());
            return UNANSWERED;
        }
    }

    private static String query(String operator, String day) throws NoAnswer {
        try {
            LocalDate date = LocalDate.parse(day);
            return "from=%s&to=%s&operator=%s"
                    .formatted(date, date.plusDays(1), URLEncoder.encode(operator, UTF_8));
        } catch (DateTimeException notADay) {
            throw new NoAnswer("DAY is a day such as 2026-01-31, UTC, and not " + day);
        }
    }

    private static void print(JsonNode day, PrintStream out) {
        String currency = day.at("/currency").asText();
        out.printf("  %-4s %-10s %22s %22s %22s%n", currency, "", "books", "our calls", "operator");
        for (JsonNode kind : day.at("/kinds")) {
            out.printf(
                    "  %-4s %-10s %22s %22s %22s%n",
                    "",
                    kind.at("/kind").asText(),
                    total(kind.at("/booked")),
                    total(kind.at("/told")),
                    total(kind.at("/stated")));
        }
        for (JsonNode cause : day.at("/causes")) {
            out.printf("  %-26s %s%n", cause.at("/cause").asText(), total(cause.at("/total")));
        }
    }

    private static String total(JsonNode total) {
        return total.at("/amount").asText() + " in " + total.at("/count").asText();
    }

    private static String line(JsonNode difference) {
        return String.join(
                " ",
                difference.at("/cause").asText(),
                difference.at("/transaction").asText(),
                difference.at("/kind").asText(),
                "books " + side(difference.at("/booked")),
                "calls " + side(difference.at("/told")),
                "operator " + side(difference.at("/stated")));
    }

    private static String side(JsonNode side) {
        return side.isObject()
                ? side.at("/amount").asText() + " " + side.at("/currency").asText()
                : "-";
    }

    private static String token(JsonNode keycloak) throws NoAnswer {
        String form =
                "grant_type=password&username=%s&password=%s&client_id=%s&client_secret=%s"
                        .formatted(
                                READER,
                                READER,
                                CLIENT,
                                URLEncoder.encode(
                                        keycloak.at("/clients/" + CLIENT).asText(), UTF_8));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        keycloak.at("/url").asText()
                                                + "/realms/"
                                                + keycloak.at("/realm").asText()
                                                + "/protocol/openid-connect/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(request).at("/access_token").asText();
    }

    private static JsonNode get(URI url, String token) throws NoAnswer {
        return send(HttpRequest.newBuilder(url).header("authorization", "Bearer " + token));
    }

    private static JsonNode send(HttpRequest.Builder request) throws NoAnswer {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.timeout(DEADLINE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new NoAnswer(
                        answer.uri().getPath()
                                + " answers "
                                + answer.statusCode()
                                + " "
                                + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException away) {
            throw new NoAnswer("No answer: " + away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }
}
