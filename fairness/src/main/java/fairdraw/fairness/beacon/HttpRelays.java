package fairdraw.fairness.beacon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.pf1.BeaconChain;
import fairdraw.pf1.Bytes;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Asks the relays of the beacon. What they answer is not yet verified. */
@Singleton
public class HttpRelays {

    private static final String DEV = "dev";
    private static final String QUICKNET = "quicknet";
    private static final String SCHEME = "bls-unchained-g1-rfc9380";
    private static final int OK = 200;

    private final BeaconSettings settings;
    private final String id;
    private final ObjectMapper json;
    private final HttpClient http;

    HttpRelays(BeaconSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.id = settings.id().orElse(settings.allowDev() ? DEV : QUICKNET);
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
        if (!settings.allowDev()) {
            throw new IllegalStateException(
                    "the beacon "
                            + id
                            + " can be predicted by the house: fairdraw.beacon.allow-dev is false");
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

    /** Whether a game may draw from this beacon here. */
    boolean allowed(BeaconChain beacon) {
        return settings.allowDev() || !beacon.dev();
    }

    /** What the relays say the signature of a round is: each different answer once. */
    List<Bytes> signatures(long beaconRound) {
        var signatures = new ArrayList<Bytes>();
        for (var relay : settings.urls()) {
            try {
                var answer = get(relay, "/rounds/" + beaconRound);
                var signature = Bytes.hex(answer.path("signature").asText());
                if (answer.path("round").asLong() == beaconRound
                        && !signatures.contains(signature)) {
                    signatures.add(signature);
                }
            } catch (IOException | IllegalArgumentException e) {
                Log.debugf("beacon relay=%s round=%d: %s", relay, beaconRound, e.getMessage());
            }
        }
        return signatures;
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
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IOException("status " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
