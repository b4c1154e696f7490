package fairdraw.stack.up;

import fairdraw.stack.BeaconPart;
import fairdraw.stack.ChainPart;
import fairdraw.stack.Child;
import fairdraw.stack.Home;
import fairdraw.stack.Json;
import fairdraw.stack.KeycloakRealm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command and the environment of each service. */
final class Services {

    static final String OPERATOR = "demo";
    static final String API_KEY = "demo-api-1";
    static final String WALLET_KEY = "demo-wallet-1";

    private static final String DATABASE = "fairdraw";

    /**
     * Services that migrate as the owner of their schema and work as a role that cannot change what
     * is written: the service to the owner.
     */
    private static final Map<Place, String> OWNERS =
            Map.of(Place.ENGINE, "engine", Place.FAIRNESS, "fairness");

    private final Settings settings;
    private final Secrets secrets;
    private final Path bootstrap;

    Services(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.bootstrap = secrets.write("bootstrap.json", Json.pretty(bootstrap()));
    }

    static Path jar(Settings settings, Place service) {
        return settings.home()
                .root()
                .resolve(service.module())
                .resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** What to start. */
    Child.Spec spec(Place service) {
        var command = new ArrayList<String>();
        command.add(Home.java().toString());
        command.addAll(
                List.of(
                        "-Xms32m",
                        "-Xmx192m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-ea:fairdraw...",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        "quarkus-run.jar"));
        var folder = Application.install(settings, service);
        return Child.Spec.of(service.label(), command, folder, settings.log(service))
                .with(environment(service));
    }

    /** Where a service says that it is ready. */
    String health(Place service) {
        return settings.url(service) + "/q/health/ready";
    }

    /** {@code postgresql://host:port/database}. */
    String databaseUrl() {
        return databaseUrl(settings.port(Place.POSTGRES));
    }

    private static String databaseUrl(int port) {
        return "postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    String chainRpc() {
        return settings.chainRpc().orElse(settings.url(Place.CHAIN));
    }

    String chainContract() {
        return System.getenv().getOrDefault("FAIRDRAW_CHAIN_CONTRACT", ChainPart.CONTRACT);
    }

    String walletUrl() {
        return settings.url(Place.OPERATOR_KIT) + "/wallet";
    }

    private Map<String, String> environment(Place service) {
        var environment = common(service);
        switch (service) {
            case GATEWAY -> gateway(environment);
            case NOTIFIER -> {}
            case FAIRNESS -> fairness(environment);
            case ENGINE -> engine(environment);
            case BACKOFFICE -> {
                oidc(environment, KeycloakRealm.BACKOFFICE);
                grpc(environment, "GATEWAY", Place.GATEWAY);
                grpc(environment, "ENGINE", Place.ENGINE);
                grpc(environment, "FAIRNESS", Place.FAIRNESS);
            }
            case REPORTING -> oidc(environment, KeycloakRealm.REPORTING);
            case OPERATOR_KIT -> kit(environment);
            case KEYCLOAK, BEACON, CHAIN, POSTGRES, REDIS, KAFKA, KAFKA_CONTROLLER ->
                    throw new IllegalArgumentException(service + " is a part");
        }
        return environment;
    }

    private Map<String, String> common(Place service) {
        var owner = OWNERS.get(service);
        var role = owner == null ? service.label().replace('-', '_') : owner + "_service";
        var environment = new HashMap<String, String>();
        environment.put("FAIRDRAW_PORT_BASE", Integer.toString(settings.portBase()));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(service)));
        environment.put("FAIRDRAW_DB_URL", databaseUrl(settings.viaPort(service, Place.POSTGRES)));
        environment.put("FAIRDRAW_DB_USER", role);
        environment.put("FAIRDRAW_DB_PASSWORD", secrets.database(role));
        if (owner != null) {
            environment.put("FAIRDRAW_DB_OWNER", owner);
            environment.put("FAIRDRAW_DB_OWNER_PASSWORD", secrets.database(owner));
        }
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + settings.viaPort(Place.KAFKA));
        environment.put(
                "QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + settings.viaPort(Place.REDIS));
        environment.put("FAIRDRAW_BOOTSTRAP_FILE", bootstrap.toString());
        environment.put("FAIRDRAW_PLAY_PUBLIC_URL", settings.url(Place.GATEWAY));
        environment.put("FAIRDRAW_NOTIFIER_PUBLIC_URL", settings.url(Place.NOTIFIER));
        environment.put("FAIRDRAW_FAIRNESS_PUBLIC_URL", settings.url(Place.FAIRNESS));
        environment.put(
                "FAIRDRAW_SESSION_JWKS_URL",
                settings.viaUrl(Place.GATEWAY) + "/.well-known/jwks.json");
        // Text for the people at this machine; production logs JSON.
        environment.put("FAIRDRAW_LOG_JSON", "false");
        settings.clock().ifPresent(clock -> environment.put("FAIRDRAW_CLOCK", clock));
        return environment;
    }

    private void gateway(Map<String, String> environment) {
        grpc(environment, "ENGINE", Place.ENGINE);
        grpc(environment, "FAIRNESS", Place.FAIRNESS);
        environment.put("FAIRDRAW_SESSION_KEY_FILE", secrets.file("session.pem").toString());
        environment.put("FAIRDRAW_OPERATOR_KEY_KEK", secrets.text("operator-key.kek"));
        environment.put("FAIRDRAW_RECEIPT_PUBLIC_KEY", secrets.text("receipt.public"));
        // The demo wallet is on this machine and speaks plain HTTP.
        environment.put("FAIRDRAW_WALLET_ALLOW_PRIVATE", "127.0.0.0/8");
        chain(environment);
    }

    private void fairness(Map<String, String> environment) {
        chain(environment);
        environment.put("FAIRDRAW_CHAIN_COMMITTER_KEY", committerKey());
        environment.put("FAIRDRAW_BEACON_URLS", settings.viaUrl(Place.BEACON));
        environment.put("FAIRDRAW_BEACON_ID", BeaconPart.ID);
        environment.put("FAIRDRAW_BEACON_ALLOW_DEV", "true");
        environment.put("FAIRDRAW_RECORD_KEY_FILE", secrets.file("record.pem").toString());
        environment.put("FAIRDRAW_RECEIPT_PUBLIC_KEY", secrets.text("receipt.public"));
        environment.put("FAIRDRAW_SEED_KEK_FILE", secrets.file("seed-kek.p12").toString());
        environment.put("FAIRDRAW_SEED_KEK_PASSWORD", secrets.text("seed-kek.password"));
    }

    private void engine(Map<String, String> environment) {
        grpc(environment, "FAIRNESS", Place.FAIRNESS);
        environment.put("FAIRDRAW_RECEIPT_KEY_FILE", secrets.file("receipt.pem").toString());
        environment.put("FAIRDRAW_RECEIPT_PUBLIC_KEY", secrets.text("receipt.public"));
    }

    private void kit(Map<String, String> environment) {
        environment.put("FAIRDRAW_GATEWAY_URL", settings.viaUrl(Place.GATEWAY));
        environment.put("FAIRDRAW_OPERATOR_ID", OPERATOR);
        environment.put("FAIRDRAW_OPERATOR_KEY_ID", API_KEY);
        environment.put("FAIRDRAW_OPERATOR_SECRET", secrets.text("demo.api"));
        environment.put("FAIRDRAW_WALLET_SECRET", secrets.text("demo.wallet"));
    }

    private void chain(Map<String, String> environment) {
        environment.put(
                "FAIRDRAW_CHAIN_RPC", settings.chainRpc().orElse(settings.viaUrl(Place.CHAIN)));
        environment.put("FAIRDRAW_CHAIN_CONTRACT", chainContract());
    }

    private void oidc(Map<String, String> environment, String client) {
        environment.put(
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                settings.url(Place.KEYCLOAK) + "/realms/" + KeycloakRealm.NAME);
        environment.put("QUARKUS_OIDC_CLIENT_ID", client);
        environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secrets.text("keycloak." + client));
        environment.put(
                "QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET", secrets.text("oidc.state"));
    }

    private void grpc(Map<String, String> environment, String client, Place target) {
        environment.put("QUARKUS_GRPC_CLIENTS_" + client + "_HOST", "127.0.0.1");
        environment.put(
                "QUARKUS_GRPC_CLIENTS_" + client + "_PORT",
                Integer.toString(settings.viaPort(target)));
    }

    private static String committerKey() {
        return System.getenv()
                .getOrDefault("FAIRDRAW_CHAIN_COMMITTER_KEY", ChainPart.COMMITTER_KEY);
    }

    private Map<String, Object> bootstrap() {
        var kit = settings.url(Place.OPERATOR_KIT);
        var currency =
                Map.of(
                        "currency", "EUR",
                        "minStake", 50,
                        "maxStake", 10_000,
                        "maxWin", 5_000_000,
                        "roundLiability", 100_000_000);
        var operator = new HashMap<String, Object>();
        operator.put("id", OPERATOR);
        operator.put("name", "Demo Casino");
        operator.put("status", "ACTIVE");
        operator.put("walletUrl", settings.viaUrl(Place.OPERATOR_KIT) + "/wallet");
        operator.put("currencies", List.of(currency));
        operator.put("languages", List.of("en"));
        operator.put("regions", List.of("MT"));
        operator.put("frameOrigins", List.of(kit));
        operator.put(
                "keys",
                List.of(
                        key(API_KEY, "API", secrets.text("demo.api")),
                        key(WALLET_KEY, "WALLET", secrets.text("demo.wallet"))));
        return Map.of("operators", List.of(operator));
    }

    private static Map<String, String> key(String id, String purpose, String secret) {
        return Map.of("id", id, "purpose", purpose, "secret", secret);
    }
}
