package fairdraw.notifier;

import fairdraw.notifier.player.GatewayKeys;
import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Kafka, and the keys of a gateway. */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

    private static final GatewayKeys GATEWAY = new GatewayKeys();

    static GatewayKeys gateway() {
        return GATEWAY;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers",
                TestParts.kafka().bootstrap(),
                "fairdraw.session.jwks-url",
                GATEWAY.url());
    }

    @Override
    public void stop() {
        // The parts end with the JVM.
    }
}
