package fairdraw.fairness.beacon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.pf1.Beacon;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Asks the relays of the beacon. What they answer is not yet verified. */
@Singleton
public class HttpRelays {

    private static final String DEV = "dev";
    private static final String QUICKNET = "quicknet";
    private static final String SCHEME = "bls-unchained-g1-rfc9380";
    private static final int OK = 200;
    private static final int LEAST_RELAYS = 2;
    private static final long ANSWER_BYTES_MAX = 16_384;

    private final BeaconSettings settings;
    private final String id;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final HttpClient http;

    HttpRelays(BeaconSettings settings, ObjectMapper json, MeterRegistry meters) {
        this.settings = settings;
        this.json = json;
        this.meters = meters;
        if (!settings.allowDev() && settings.urls().size() < LEAST_RELAYS) {
            throw new IllegalStateException(
                    "fairdraw.beacon.urls needs at least " + LEAST_RELAYS + " relays");
        }
        if (!settings.allowDev() && !settings.id().orElse(QUICKNET).equals(QUICKNET)) {
            throw new IllegalStateException(
                    "fairdraw.beacon.id="
                            + settings.id().orElse("")
                            + " can be predicted by the house: fairdraw.beacon.allow-dev is false");
        }
        this.id = settings.id().orElse(settings.allowDev() ? DEV : QUICKNET);
        // From zero on: Prometheus sees no increase in a counter's first value.
        settings.urls().forEach(this::forged);
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /**
     * The identity of the configured beacon: that of quicknet is built in, a development beacon
     * tells its own.
     *
     * @throws IllegalStateException when no relay answers, or the beacon may not be used
     */
    public BeaconChain chain() {
        if (id.equals(QUICKNET)) {
            return BeaconChain.QUICKNET;
        }
        for (var relay : settings.urls()) {
            try {
                return dev(get(relay, "/info"));
            } catch (IOException | IllegalArgumentException e) {
                Log.warnf("beacon relay=%s info failed: %s", relay, e.getMessage());
            }
        }
        throw new IllegalStateException("no beacon relay tells what it is");
    }

    /**
     * Whether a game may draw from this beacon here: drand's, or a dev one where that is allowed.
     */
    boolean allowed(BeaconChain beacon) {
        return beacon.equals(BeaconChain.QUICKNET) || (settings.allowDev() && beacon.dev());
    }

    /**
     * The signature of a round. All relays are asked at once and the first answer that verifies
     * counts, so that neither a silent nor a lying relay delays it.
     *
     * @param verifies decides about each answer; it alone is trusted
     */
    Optional<Bytes> signature(long beaconRound, Predicate<Bytes> verifies) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ExecutorCompletionService<Optional<Bytes>>(threads);
            for (var relay : settings.urls()) {
                var _ = answers.submit(() -> ask(relay, beaconRound, verifies));
            }
            try {
                for (int i = 0; i < settings.urls().size(); i++) {
                    var signature = answers.take().get();
                    if (signature.isPresent()) {
                        return signature;
                    }
                }
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a relay cannot be asked", e);
            } finally {
                var _ = threads.shutdownNow();
            }
        }
    }

    private Optional<Bytes> ask(URI relay, long beaconRound, Predicate<Bytes> verifies) {
        try {
            var answer = get(relay, "/rounds/" + beaconRound);
            var signature = Bytes.hex(answer.path("signature").asText());
            if (signature.length() != Beacon.SIGNATURE_BYTES) {
                throw new IOException("a signature of " + signature.length() + " bytes");
            }
            if (answer.path("round").asLong() == beaconRound && verifies.test(signature)) {
                return Optional.of(signature);
            }
            forged(relay).increment();
            Log.errorf(
                    "FORGED BEACON relay=%s round=%d signature=%s", relay, beaconRound, signature);
        } catch (IOException | IllegalArgumentException e) {
            Log.debugf("beacon relay=%s round=%d: %s", relay, beaconRound, e.getMessage());
        }
        return Optional.empty();
    }

    private Counter forged(URI relay) {
        return meters.counter("fairdraw.beacon.forged", "relay", relay.toString());
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private static BeaconChain dev(JsonNode info) {
        if (!info.path("scheme").asText().equals(SCHEME)) {
            throw new IllegalArgumentException("not a beacon of scheme " + SCHEME);
        }
        return BeaconChain.dev(
                Bytes.hex(info.path("public_key").asText()),
                info.path("genesis_time").asLong(),
                info.path("period").asLong());
    }

    private JsonNode get(URI relay, String path) throws IOException {
        var uri = URI.create(relay + "/v2/beacons/" + id + path);
        var request = HttpRequest.newBuilder(uri).timeout(settings.timeout()).build();
        var body = BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX);
        var sent = http.sendAsync(request, body);
        try {
            // The request's own timeout ends with the headers; a body may trickle for ever.
            var response = sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw new IOException("status " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            sent.cancel(true);
        }
    }
}
