package fairdraw.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An operator that an admin takes on in the backoffice, with a wallet of the test's own. */
record Casino(String id, Operator server, ScriptedWallet wallet) implements AutoCloseable {

    private static final Duration KNOWN_MAX = Duration.ofSeconds(30);

    /** Takes it on as the documents say: the operator, its keys, and nothing by SQL. */
    static Casino opened(Platform platform, Person admin, String name) {
        // A platform that was started by hand may know earlier ones.
        String id = name + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        ScriptedWallet wallet = new ScriptedWallet();
        admin.post(
                        "/v1/operators",
                        Map.of(
                                "id",
                                id,
                                "name",
                                "Casino " + name,
                                "status",
                                "ACTIVE",
                                "walletUrl",
                                wallet.url(),
                                "currencies",
                                List.of(
                                        Map.of(
                                                "currency", "EUR",
                                                "minStake", 10,
                                                "maxStake", 10_000,
                                                "maxWin", 5_000_000,
                                                "roundLiability", 100_000_000)),
                                "languages",
                                List.of("en"),
                                "regions",
                                List.of("MT"),
                                "frameOrigins",
                                List.of()))
                .expect(201);
        wallet.trust(key(admin, id, "WALLET").path("secret").asText());
        JsonNode api = key(admin, id, "API");
        Operator server =
                new Operator(
                        platform.at("/gateway/url"),
                        api.at("/key/key").asText(),
                        api.path("secret").asText(),
                        platform.clock());
        await("the gateway to know " + id)
                .atMost(KNOWN_MAX)
                .ignoreExceptions()
                .until(() -> server.player("first") != null);
        return new Casino(id, server, wallet);
    }

    private static JsonNode key(Person admin, String id, String purpose) {
        return admin.post("/v1/operators/" + id + "/keys", Map.of("purpose", purpose)).expect(201);
    }

    /** A round that opens after all that was configured until now is in force. */
    static String nextRound(Player player) {
        long open = player.openRound().path("number").asLong();
        return await("the round after " + open)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(player::openRound, round -> round.path("number").asLong() > open)
                .path("roundId")
                .asText();
    }

    @Override
    public void close() {
        wallet.close();
    }
}
