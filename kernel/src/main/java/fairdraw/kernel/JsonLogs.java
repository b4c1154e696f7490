package fairdraw.kernel;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Puts the console log into JSON when {@code fairdraw.log.json} says so: in production it does. */
@Singleton
final class JsonLogs {

    private static final int BEFORE_THE_REST = 1;

    void install(
            @Observes @Priority(BEFORE_THE_REST) StartupEvent started,
            @ConfigProperty(name = "fairdraw.log.json") boolean wanted,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        if (!wanted) {
            return;
        }
        JsonLogFormatter formatter = new JsonLogFormatter(service);
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setFormatter(formatter);
            }
        }
    }
}
