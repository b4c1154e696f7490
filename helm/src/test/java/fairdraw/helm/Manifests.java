package fairdraw.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The manifests that the chart renders, parsed with every unknown field refused. */
final class Manifests {

    static final Path CHART = Path.of(".");
    static final Path PRODUCTION = Path.of("src/test/resources/production.yaml");

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of(
                    "Deployment", Deployment.class,
                    "Service", Service.class,
                    "ServiceAccount", ServiceAccount.class,
                    "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
                    "PodDisruptionBudget", PodDisruptionBudget.class,
                    "NetworkPolicy", NetworkPolicy.class,
                    "Ingress", Ingress.class);

    private static final ObjectMapper STRICT =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .setAnnotationIntrospector(new NoAnySetter());

    private final List<JsonNode> nodes;

    private Manifests(List<JsonNode> nodes) {
        this.nodes = nodes;
    }

    /** The models keep unknown fields aside instead of refusing them; not here. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    static Manifests production(Map<String, Object> changes) throws IOException {
        var template =
                new Helm(CHART)
                        .template()
                        .withName("fd")
                        .withNamespace("games")
                        .withKubeVersion("1.30.0")
                        .withValuesFile(PRODUCTION);
        changes.forEach(template::set);
        return parse(template.call());
    }

    static Manifests parse(String yaml) throws IOException {
        var nodes = new ArrayList<JsonNode>();
        try (var values = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (values.hasNextValue()) {
                var node = values.nextValue();
                if (node.isObject()) {
                    nodes.add(node);
                }
            }
        }
        return new Manifests(nodes);
    }

    List<JsonNode> nodes() {
        return nodes;
    }

    /** Every manifest of Kubernetes itself. */
    Stream<HasMetadata> objects() {
        return nodes.stream()
                .filter(node -> KINDS.containsKey(node.path("kind").asText()))
                .map(Manifests::strict);
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> kind, String component) {
        return all(kind).stream()
                .filter(it -> it.getMetadata().getName().equals("fd-" + component))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " of " + component));
    }

    private static HasMetadata strict(JsonNode node) {
        try {
            return STRICT.treeToValue(node, KINDS.get(node.get("kind").asText()));
        } catch (IOException unknown) {
            throw new AssertionError(node.path("metadata").path("name") + ": " + unknown, unknown);
        }
    }
}
