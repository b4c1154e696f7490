package fairdraw.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final Set<String> SERVICES =
            Set.of("gateway", "notifier", "game-engine", "fairness", "backoffice", "reporting");

    private static Manifests production;

    @BeforeAll
    static void render() throws IOException {
        production = Manifests.production(Map.of());
    }

    @Test
    void the_chart_lints_strictly() {
        var result = new Helm(Manifests.CHART).lint().strict().call();
        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    @Test
    void every_manifest_is_known_to_kubernetes_field_by_field() {
        assertEquals(
                Map.of(
                        "Deployment", 6L,
                        "Service", 6L,
                        "ServiceAccount", 6L,
                        "PodDisruptionBudget", 6L,
                        "NetworkPolicy", 6L,
                        "HorizontalPodAutoscaler", 4L,
                        "Ingress", 3L),
                production
                        .objects()
                        .collect(Collectors.groupingBy(it -> it.getKind(), Collectors.counting())));
        // What is not Kubernetes' own is the one ServiceMonitor and the one PrometheusRule.
        assertEquals(39, production.nodes().size());
    }

    @Test
    void a_field_that_kubernetes_does_not_know_would_be_noticed() throws IOException {
        var odd = "kind: Service\napiVersion: v1\nmetadata: {name: x}\nspec: {prots: []}\n";
        var manifests = Manifests.parse(odd);
        assertThrows(AssertionError.class, () -> manifests.all(Service.class));
    }

    @Test
    void each_service_has_all_that_it_needs() {
        for (String service : SERVICES) {
            var deployment = production.one(Deployment.class, service);
            var pod = deployment.getSpec().getTemplate();
            var selector = deployment.getSpec().getSelector().getMatchLabels();
            assertTrue(pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()));
            assertEquals(selector, production.one(Service.class, service).getSpec().getSelector());
            assertEquals(
                    selector,
                    production
                            .one(PodDisruptionBudget.class, service)
                            .getSpec()
                            .getSelector()
                            .getMatchLabels());
            assertEquals(
                    selector,
                    production
                            .one(NetworkPolicy.class, service)
                            .getSpec()
                            .getPodSelector()
                            .getMatchLabels());
            assertEquals(
                    production.one(ServiceAccount.class, service).getMetadata().getName(),
                    pod.getSpec().getServiceAccountName());
            assertEquals(
                    "registry.example.com/games/fairdraw-" + service + ":0.1.0",
                    container(service).getImage());
        }
    }

    @Test
    void pods_run_without_privileges_on_a_read_only_disk() {
        for (String service : SERVICES) {
            var pod = production.one(Deployment.class, service).getSpec().getTemplate().getSpec();
            assertTrue(pod.getSecurityContext().getRunAsNonRoot());
            assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
            assertFalse(pod.getAutomountServiceAccountToken());
            var container = container(service);
            assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
            assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
            assertEquals("[ALL]", container.getSecurityContext().getCapabilities().getDrop() + "");
            assertEquals("/q/health/live", container.getLivenessProbe().getHttpGet().getPath());
            assertEquals("/q/health/ready", container.getReadinessProbe().getHttpGet().getPath());
            assertEquals("/q/health/started", container.getStartupProbe().getHttpGet().getPath());
            assertTrue(container.getResources().getLimits().containsKey("memory"));
            assertTrue(container.getResources().getRequests().containsKey("cpu"));
        }
    }

    @Test
    void secrets_come_from_the_secret_of_the_service_and_never_as_text() {
        for (String service : SERVICES) {
            for (EnvVar variable : container(service).getEnv()) {
                boolean secret =
                        variable.getName().matches(".*(PASSWORD|SECRET|KEK|COMMITTER_KEY)");
                assertEquals(
                        secret,
                        variable.getValueFrom() != null
                                && variable.getValueFrom().getSecretKeyRef() != null,
                        variable.getName());
                if (secret) {
                    assertEquals(
                            "fairdraw-" + service,
                            variable.getValueFrom().getSecretKeyRef().getName());
                }
            }
        }
        assertEquals("/etc/fairdraw/keys/seed-kek.p12", env("fairness", "FAIRDRAW_SEED_KEK_FILE"));
        assertEquals(
                "/etc/fairdraw/keys/receipt-key.pem",
                env("game-engine", "FAIRDRAW_RECEIPT_KEY_FILE"));
        var files =
                production
                        .one(Deployment.class, "fairness")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getVolumes()
                        .stream()
                        .filter(it -> it.getSecret() != null)
                        .findFirst()
                        .orElseThrow();
        assertEquals(2, files.getSecret().getItems().size());
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, FAIRDRAW_DB_URL, postgresql://postgresql.databases.svc:5432/fairdraw",
        "gateway, FAIRDRAW_DB_USER, gateway",
        "game-engine, FAIRDRAW_DB_USER, engine_service",
        "game-engine, FAIRDRAW_DB_OWNER, engine",
        "fairness, FAIRDRAW_DB_USER, fairness_service",
        "fairness, FAIRDRAW_DB_OWNER, fairness",
        "game-engine, FAIRDRAW_ENGINE_ADDRESS, $(POD_IP):8080",
        "gateway, QUARKUS_GRPC_CLIENTS_ENGINE_HOST, fd-game-engine",
        "gateway, QUARKUS_GRPC_CLIENTS_FAIRNESS_HOST, fd-fairness",
        "game-engine, QUARKUS_GRPC_CLIENTS_FAIRNESS_HOST, fd-fairness",
        "backoffice, QUARKUS_GRPC_CLIENTS_GATEWAY_HOST, fd-gateway",
        "backoffice, QUARKUS_GRPC_CLIENTS_ENGINE_HOST, fd-game-engine",
        "notifier, FAIRDRAW_SESSION_JWKS_URL, http://fd-gateway:8080/.well-known/jwks.json",
        "reporting, QUARKUS_OIDC_AUTH_SERVER_URL, https://login.example.com/realms/fairdraw",
        "fairness, FAIRDRAW_CHAIN_CONTRACT, 0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "gateway, FAIRDRAW_PLAY_PUBLIC_URL, https://play.example.com",
        "fairness, FAIRDRAW_BEACON_ID, quicknet",
        "fairness, FAIRDRAW_BATCH_DEPTH, 10",
        "gateway, QUARKUS_REDIS_HOSTS, redis://redis.redis.svc:6379",
        "reporting, KAFKA_BOOTSTRAP_SERVERS, kafka-bootstrap.kafka.svc:9092",
        "reporting, QUARKUS_OTEL_SDK_DISABLED, false"
    })
    void the_environment_is_what_the_services_read(String service, String name, String value) {
        assertEquals(value, env(service, name));
    }

    /** Names that the services read through a mapped prefix, not word by word. */
    private static final Set<String> MAPPED =
            Set.of("FAIRDRAW_BEACON_ID", "FAIRDRAW_CHAIN_COMMITTER_KEY");

    @Test
    void every_name_of_ours_is_one_that_the_service_reads() throws IOException {
        for (String service : SERVICES) {
            var read = Names.readBy(service);
            for (EnvVar variable : container(service).getEnv()) {
                String name = variable.getName();
                assertTrue(
                        !name.startsWith("FAIRDRAW_")
                                || MAPPED.contains(name)
                                || read.contains(name),
                        () -> service + " does not read " + name);
            }
        }
    }

    @Test
    void the_draw_and_the_wallet_secrets_are_out_of_reach_of_the_others() {
        // Only the engine and the gateway call fairness; the backoffice corrects, by two persons,
        // at the engine; nobody calls into reporting.
        assertEquals(
                Set.of("game-engine", "gateway"),
                callers(production.one(NetworkPolicy.class, "fairness")));
        assertEquals(
                Set.of("backoffice", "gateway"),
                callers(production.one(NetworkPolicy.class, "game-engine")));
        assertEquals(Set.of(), callers(production.one(NetworkPolicy.class, "reporting")));
        var egress = production.one(NetworkPolicy.class, "game-engine").getSpec().getEgress();
        var ports =
                egress.getLast().getPorts().stream().map(it -> it.getPort().getIntVal()).toList();
        assertEquals(
                "[5432, 9092, 4317]", ports.toString(), "the engine has no way to the internet");
    }

    @Test
    void stateless_services_scale_and_owners_of_leases_do_not() {
        var scaled =
                production.all(HorizontalPodAutoscaler.class).stream()
                        .map(it -> it.getSpec().getScaleTargetRef().getName())
                        .collect(Collectors.toSet());
        assertEquals(Set.of("fd-gateway", "fd-notifier", "fd-backoffice", "fd-reporting"), scaled);
        for (String service : SERVICES) {
            var replicas = production.one(Deployment.class, service).getSpec().getReplicas();
            assertEquals(scaled.contains("fd-" + service), replicas == null, service);
        }
    }

    @Test
    void what_is_optional_is_off_by_default() throws IOException {
        var plain =
                Manifests.production(
                        Map.of(
                                "ingress.enabled",
                                false,
                                "metrics.serviceMonitor",
                                false,
                                "metrics.alerts",
                                false,
                                "networkPolicy.enabled",
                                false));
        assertEquals(28, plain.nodes().size());
        assertTrue(plain.all(Ingress.class).isEmpty());
        assertTrue(plain.all(NetworkPolicy.class).isEmpty());
    }

    @Test
    void health_metrics_and_grpc_have_no_way_in_from_the_internet() {
        for (Ingress ingress : production.all(Ingress.class)) {
            for (var path : ingress.getSpec().getRules().getFirst().getHttp().getPaths()) {
                assertFalse(path.getPath().startsWith("/q") || path.getPath().equals("/"));
            }
            assertEquals("fairdraw-tls", ingress.getSpec().getTls().getFirst().getSecretName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chain.contract=0x12",
                "chain.contract=",
                "publicUrls.play=play.example.com",
                "publicUrls.play=",
                "oidc.url=",
                "receiptPublicKey=",
                "receiptPublicKey=xyz",
                "services.gateway.replicas=0",
                "services.gateway.host=http://x",
                "services.gateway.existingSecret=",
                "services.gateway.calls[0]=postgres",
                "services.gateway.paths[0]=/",
                "services.gateway.paths[0]=/q/metrics",
                "beacon.id=dev",
                "services.wallet.replicas=1",
                "database.address=postgresql://x",
                "image.pullPolicy=Sometimes",
                "unknown=1"
            })
    void wrong_values_are_refused(String change) {
        int at = change.indexOf('=');
        var changes = Map.<String, Object>of(change.substring(0, at), change.substring(at + 1));
        assertThrows(IllegalStateException.class, () -> Manifests.production(changes));
    }

    private static Set<String> callers(NetworkPolicy policy) {
        var callers = new TreeSet<String>();
        for (var rule : policy.getSpec().getIngress()) {
            for (var from : rule.getFrom()) {
                if (from.getPodSelector() != null) {
                    callers.add(
                            from.getPodSelector()
                                    .getMatchLabels()
                                    .get("app.kubernetes.io/component"));
                }
            }
        }
        return callers;
    }

    private static String env(String service, String name) {
        return container(service).getEnv().stream()
                .filter(it -> it.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no " + name));
    }

    private static Container container(String service) {
        return production
                .one(Deployment.class, service)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}
