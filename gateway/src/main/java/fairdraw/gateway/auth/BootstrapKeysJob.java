package fairdraw.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Creates the keys of the bootstrap file at start, so that a fresh house has an operator. */
@ApplicationScoped
class BootstrapKeysJob {

    private static final Logger LOG = Logger.getLogger(BootstrapKeysJob.class);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PgOperatorKeys keys;
    private final Optional<Path> file;

    BootstrapKeysJob(
            PgOperatorKeys keys,
            @ConfigProperty(name = "fairdraw.bootstrap.file") Optional<Path> file) {
        this.keys = keys;
        this.file = file;
    }

    void start(@Observes @Priority(20) StartupEvent started) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        JsonNode bootstrap = new JsonMapper().readTree(file.get().toFile());
        for (JsonNode operator : bootstrap.path("operators")) {
            for (JsonNode key : operator.path("keys")) {
                keys.createIfAbsent(
                                key.path("id").asText(),
                                operator.path("id").asText(),
                                OperatorKey.Purpose.valueOf(key.path("purpose").asText()),
                                key.path("secret").asText())
                        .await()
                        .atMost(DEADLINE);
            }
        }
        LOG.infof("bootstrap keys are in place file=%s", file.get().getFileName());
    }
}
