package fairdraw.stack.up;

import fairdraw.stack.ChainPart;
import fairdraw.stack.Json;
import fairdraw.stack.KeycloakRealm;
import fairdraw.stack.PostgresPart;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code stack.json}: every address and every demo secret, for scripts and for people. */
final class StackFile {

    private StackFile() {}

    /**
     * Its text.
     *
     * @param processes the pid of each process that runs now
     */
    static String json(
            Settings settings, Secrets secrets, Services services, Map<String, Long> processes) {
        var file = new LinkedHashMap<String, Object>();
        file.put("pid", ProcessHandle.current().pid());
        file.put("portBase", settings.portBase());
        file.put("gateway", url(settings, Place.GATEWAY));
        file.put("notifier", url(settings, Place.NOTIFIER));
        file.put("fairness", url(settings, Place.FAIRNESS));
        file.put("backoffice", url(settings, Place.BACKOFFICE));
        file.put("reporting", url(settings, Place.REPORTING));
        file.put(
                "engine",
                Map.of(
                        "grpc",
                        "127.0.0.1:" + settings.port(Place.ENGINE),
                        "url",
                        settings.url(Place.ENGINE)));
        file.put("operatorKit", url(settings, Place.OPERATOR_KIT));
        file.put(
                "chain",
                Map.of(
                        "rpc", services.chainRpc(),
                        "chainId", ChainPart.CHAIN_ID,
                        "contract", services.chainContract()));
        file.put("beacon", url(settings, Place.BEACON));
        file.put(
                "keycloak",
                Map.of(
                        "url",
                        settings.url(Place.KEYCLOAK),
                        "realm",
                        KeycloakRealm.NAME,
                        "users",
                        KeycloakRealm.USERS,
                        "clients",
                        Map.of(
                                KeycloakRealm.BACKOFFICE,
                                secrets.text("keycloak." + KeycloakRealm.BACKOFFICE),
                                KeycloakRealm.REPORTING,
                                secrets.text("keycloak." + KeycloakRealm.REPORTING))));
        file.put(
                "postgres", Map.of("url", services.databaseUrl(), "users", databaseUsers(secrets)));
        file.put("kafka", Map.of("bootstrap", "127.0.0.1:" + settings.port(Place.KAFKA)));
        file.put("redis", Map.of("url", "redis://127.0.0.1:" + settings.port(Place.REDIS)));
        file.put("demoOperator", demoOperator(settings, secrets, services));
        file.put("processes", processes);
        file.put("logs", settings.state().resolve("logs").toString());
        return Json.pretty(file);
    }

    private static Map<String, String> databaseUsers(Secrets secrets) {
        var users = new LinkedHashMap<String, String>();
        users.put("postgres", secrets.database("postgres"));
        PostgresPart.ROLES.forEach(role -> users.put(role, secrets.database(role)));
        return users;
    }

    private static Map<String, String> demoOperator(
            Settings settings, Secrets secrets, Services services) {
        return Map.of(
                "id",
                Services.OPERATOR,
                "keyId",
                Services.API_KEY,
                "secret",
                secrets.text("demo.api"),
                "walletKeyId",
                Services.WALLET_KEY,
                "walletSecret",
                secrets.text("demo.wallet"),
                "walletUrl",
                services.walletUrl(),
                "playerPage",
                settings.url(Place.OPERATOR_KIT) + "/");
    }

    private static Map<String, String> url(Settings settings, Place place) {
        return Map.of("url", settings.url(place));
    }
}
